export { type FolderBucket, type FolderBucketOptions, openFolderBucket } from "./folder/folder-bucket.ts";
export { gathered } from "./gathered.ts";
export { isIgnored } from "./ignored.ts";
export type { S3Bucket, S3BucketOptions } from "./s3/s3-bucket.ts";

/** Loaded for whoever has one: its client takes 36 MB and a quarter of a second. */
export const openS3Bucket: typeof import("./s3/s3-bucket.ts").openS3Bucket = async (options) =>
  (await import("./s3/s3-bucket.ts")).openS3Bucket(options);
