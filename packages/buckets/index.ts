export { type FolderBucket, type FolderBucketOptions, openFolderBucket } from "./folder/folder-bucket.ts";
export { gathered } from "./gathered.ts";
export { isIgnored } from "./ignored.ts";
