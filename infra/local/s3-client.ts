// An ordinary client of S3, for where no other is at hand; server and keys as `infra/local/s3.sh` prints them:
//   npx node infra/local/s3-client.ts make BUCKET
//   npx node infra/local/s3-client.ts put FILE BUCKET KEY
//   npx node infra/local/s3-client.ts delete BUCKET KEY
import { readFile } from "node:fs/promises";
import {
  BucketAlreadyOwnedByYou,
  CreateBucketCommand,
  DeleteObjectCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";

const endpoint = process.env.FOOTNOTE_S3_ENDPOINT ?? "http://127.0.0.1:7070";
const client = new S3Client({ endpoint, region: "us-east-1", forcePathStyle: true });
const [verb, ...[one = "", two = "", three = ""]] = process.argv.slice(2);
if (verb === "make")
  await client.send(new CreateBucketCommand({ Bucket: one })).catch((error: unknown) => {
    if (!(error instanceof BucketAlreadyOwnedByYou)) throw error;
  });
else if (verb === "put")
  await client.send(new PutObjectCommand({ Body: await readFile(one), Bucket: two, Key: three }));
else if (verb === "delete") await client.send(new DeleteObjectCommand({ Bucket: one, Key: two }));
else throw new Error("Say what to do: make BUCKET, put FILE BUCKET KEY, or delete BUCKET KEY.");
