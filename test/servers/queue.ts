import { randomUUID } from "node:crypto";
import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  type Message,
  type MessageAttributeValue,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import type { SqsServer } from "./server.ts";

/** A queue of a test's own, and an ordinary client that sends to it and looks into it. */
export class TestQueue {
  readonly name: string;
  readonly url: string;
  readonly #client: SQSClient;

  private constructor(name: string, url: string, client: SQSClient) {
    this.name = name;
    this.url = url;
    this.#client = client;
  }

  static async make(
    { endpoint }: SqsServer,
    attributes: Readonly<Record<string, string>> = {},
  ): Promise<TestQueue> {
    const credentials = { accessKeyId: "any", secretAccessKey: "any" };
    const client = new SQSClient({ endpoint, region: "us-east-1", credentials });
    const name = `events-${randomUUID().slice(0, 8)}`;
    const { QueueUrl = "" } = await client.send(
      new CreateQueueCommand({ QueueName: name, Attributes: attributes }),
    );
    return new TestQueue(name, QueueUrl, client);
  }

  async send(MessageBody: string, MessageAttributes?: Record<string, MessageAttributeValue>): Promise<void> {
    await this.#client.send(new SendMessageCommand({ QueueUrl: this.url, MessageBody, MessageAttributes }));
  }

  /** Those that wait and those that somebody was given. */
  async count(): Promise<number> {
    const AttributeNames = [
      "ApproximateNumberOfMessages" as const,
      "ApproximateNumberOfMessagesNotVisible" as const,
    ];
    const { Attributes } = await this.#client.send(
      new GetQueueAttributesCommand({ QueueUrl: this.url, AttributeNames }),
    );
    return AttributeNames.reduce((sum, name) => sum + Number(Attributes?.[name]), 0);
  }

  /** All that wait in the queue of that name. */
  async messagesOf(QueueName: string): Promise<Message[]> {
    const { QueueUrl } = await this.#client.send(new GetQueueUrlCommand({ QueueName }));
    const found: Message[] = [];
    for (;;) {
      const { Messages = [] } = await this.#client.send(
        new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, MessageAttributeNames: ["All"] }),
      );
      if (Messages.length === 0) return found;
      found.push(...Messages);
    }
  }

  async arn(): Promise<string> {
    const { Attributes } = await this.#client.send(
      new GetQueueAttributesCommand({ QueueUrl: this.url, AttributeNames: ["QueueArn"] }),
    );
    return Attributes?.QueueArn ?? "";
  }
}

/** As AWS says that something happened to this object. */
export function awsNotification(bucket: string, key: string): string {
  const encoded = encodeURIComponent(key).replaceAll("%20", "+").replaceAll("%2F", "/");
  return JSON.stringify({
    Records: [
      {
        eventVersion: "2.1",
        eventSource: "aws:s3",
        eventName: "ObjectCreated:Put",
        s3: { s3SchemaVersion: "1.0", bucket: { name: bucket }, object: { key: encoded } },
      },
    ],
  });
}
