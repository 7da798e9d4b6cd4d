import { openS3Bucket } from "@footnote/buckets";
import { describe, inject } from "vitest";
import { type BucketWorld, bucketPromises } from "../conformance/buckets.ts";
import { OrdinaryClient } from "./s3-client.ts";
import { KEYS } from "./server.ts";

Object.assign(process.env, KEYS);

async function openBelow(prefix: string): Promise<BucketWorld> {
  const client = await OrdinaryClient.makeBucket(inject("endpoint"));
  // Beside it, and never part of it.
  if (prefix !== "") await client.put("elsewhere/other.md", "x");
  const url = `s3://${client.name}/${prefix}`;
  const bucket = await openS3Bucket({ name: "docs", url, endpoint: inject("endpoint") });
  return {
    bucket,
    put: (key, content) => client.put(prefix + key, content),
    delete: (key) => client.delete(prefix + key),
    async vanish() {
      for await (const { key } of bucket.list()) await client.delete(prefix + key);
      if (prefix !== "") await client.delete("elsewhere/other.md");
      await client.deleteBucket();
    },
    close: async () => bucket.close(),
  };
}

describe("a bucket of S3", () => bucketPromises(() => openBelow("")));
describe("a part of a bucket of S3", () => bucketPromises(() => openBelow("some/part/")));
