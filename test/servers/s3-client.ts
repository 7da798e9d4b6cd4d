import { randomUUID } from "node:crypto";
import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  DeleteObjectTaggingCommand,
  GetObjectTaggingCommand,
  PutObjectCommand,
  PutObjectTaggingCommand,
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

  /** `Tagging` as in a query: name=value&name=value. */
  async put(Key: string, Body: string | Uint8Array, Tagging?: string): Promise<void> {
    await this.#client.send(new PutObjectCommand({ Bucket: this.name, Key, Body, Tagging }));
  }

  /** Whatever tags it had. */
  async tag(key: string, tags: Readonly<Record<string, string>>): Promise<void> {
    const TagSet = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
    await this.#client.send(
      new PutObjectTaggingCommand({ Bucket: this.name, Key: key, Tagging: { TagSet } }),
    );
  }

  async untag(Key: string): Promise<void> {
    await this.#client.send(new DeleteObjectTaggingCommand({ Bucket: this.name, Key }));
  }

  async tags(Key: string): Promise<Record<string, string>> {
    const { TagSet } = await this.#client.send(new GetObjectTaggingCommand({ Bucket: this.name, Key }));
    return Object.fromEntries((TagSet ?? []).map((tag) => [tag.Key ?? "", tag.Value ?? ""]));
  }

  async delete(Key: string): Promise<void> {
    await this.#client.send(new DeleteObjectCommand({ Bucket: this.name, Key }));
  }

  /** The bucket itself; it has to be empty. */
  async deleteBucket(): Promise<void> {
    await this.#client.send(new DeleteBucketCommand({ Bucket: this.name }));
  }
}
