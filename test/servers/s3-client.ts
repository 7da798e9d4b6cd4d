import { randomUUID } from "node:crypto";
import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { KEYS } from "./server.ts";

/** What people use: AWS's own client, on a bucket of its own. */
export class OrdinaryClient {
  readonly name: string;
  readonly #client: S3Client;

  private constructor(name: string, client: S3Client) {
    this.name = name;
    this.#client = client;
  }

  static async makeBucket(endpoint: string): Promise<OrdinaryClient> {
    const client = new S3Client({
      endpoint,
      region: "us-east-1",
      forcePathStyle: true,
      credentials: { accessKeyId: KEYS.AWS_ACCESS_KEY_ID, secretAccessKey: KEYS.AWS_SECRET_ACCESS_KEY },
    });
    const name = `bucket-${randomUUID().slice(0, 8)}`;
    await client.send(new CreateBucketCommand({ Bucket: name }));
    return new OrdinaryClient(name, client);
  }

  async put(Key: string, Body: string | Uint8Array): Promise<void> {
    await this.#client.send(new PutObjectCommand({ Bucket: this.name, Key, Body }));
  }

  async delete(Key: string): Promise<void> {
    await this.#client.send(new DeleteObjectCommand({ Bucket: this.name, Key }));
  }

  /** The bucket itself; it has to be empty. */
  async deleteBucket(): Promise<void> {
    await this.#client.send(new DeleteBucketCommand({ Bucket: this.name }));
  }
}
