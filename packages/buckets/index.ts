export { type FolderBucketOptions, openFolderBucket } from "./folder/folder-bucket.ts";
export { isIgnored } from "./ignored.ts";
