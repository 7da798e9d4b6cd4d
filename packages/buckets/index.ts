export { type FolderBucket, type FolderBucketOptions, openFolderBucket } from "./folder/folder-bucket.ts";
export { gathered } from "./gathered.ts";
export { isIgnored } from "./ignored.ts";
export { openS3Bucket, type S3Bucket, type S3BucketOptions } from "./s3/s3-bucket.ts";
