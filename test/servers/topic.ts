import { randomUUID } from "node:crypto";
import type { ChangeSource } from "@footnote/contracts";
import { type KafkaSettings, kafkaChanges } from "@footnote/events";
import { type Logger, openLogger, systemClock } from "@footnote/runtime";
import type { Kafka, KafkaMessage, Message } from "kafkajs";
import { eventually } from "../end-to-end/footnote.ts";
import { kafkaOf, makeTopics, send } from "./kafka-client.ts";

/** Records as a consumer of them sees them. */
export type ReadRecord = KafkaMessage & { readonly partition: number };

/** A topic of a test's own, with a producer that writes what the test says. */
export class Topic {
  readonly name = `events-${randomUUID().slice(0, 8)}`;
  readonly settings: KafkaSettings;
  readonly #kafka: Kafka;

  private constructor(broker: string) {
    this.settings = { brokers: [broker], topic: this.name, tls: false };
    this.#kafka = kafkaOf(broker);
  }

  static async make(broker: string, numPartitions = 3): Promise<Topic> {
    const topic = new Topic(broker);
    const names = [topic.name, `${topic.name}.dlq`];
    await makeTopics(
      topic.#kafka,
      names.map((name) => ({ topic: name, numPartitions })),
    );
    return topic;
  }

  /** As versitygw says that something happened to these keys of a bucket named "docs-in-s3". */
  sendKeys(keys: readonly string[]): Promise<void> {
    return this.send(keys.map((key) => ({ value: notificationOf("docs-in-s3", key) })));
  }

  send(messages: Message[]): Promise<void> {
    return send(this.#kafka, this.name, messages);
  }

  source(group: string, log: Logger = openLogger("silent")): ChangeSource {
    return kafkaChanges({
      settings: this.settings,
      group,
      bucket: "docs",
      keyOf: (bucket, key) => (bucket === "docs-in-s3" ? key : undefined),
      clock: systemClock,
      log,
    });
  }

  /** How many records the group has not committed; undefined where it never read. */
  async lag(groupId: string): Promise<number | undefined> {
    const admin = this.#kafka.admin();
    await admin.connect();
    try {
      const ends = await admin.fetchTopicOffsets(this.name);
      const [committed] = await admin.fetchOffsets({ groupId, topics: [this.name] });
      const offsets = new Map(committed?.partitions.map((one) => [one.partition, Number(one.offset)]));
      if (ends.some(({ partition }) => (offsets.get(partition) ?? -1) < 0)) return undefined;
      return ends.reduce((sum, { partition, high }) => sum + Number(high) - (offsets.get(partition) ?? 0), 0);
    } finally {
      await admin.disconnect();
    }
  }

  untilRead(group: string): Promise<number | undefined> {
    return eventually(
      () => this.lag(group),
      (lag) => lag === 0,
    );
  }

  /** The first so many records of the topic's dead letters. */
  deadLetters(count: number): Promise<ReadRecord[]> {
    return readRecords(this.#kafka, `${this.name}.dlq`, count);
  }
}

export async function readRecords(kafka: Kafka, topic: string, count: number): Promise<ReadRecord[]> {
  const consumer = kafka.consumer({ groupId: `test-${randomUUID()}` });
  const records: ReadRecord[] = [];
  await consumer.connect();
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  await consumer.run({
    eachMessage: async ({ partition, message }) => {
      records.push({ ...message, partition });
    },
  });
  await eventually(
    async () => records.length,
    (length) => length >= count,
  );
  await consumer.disconnect();
  return records;
}

export function notificationOf(bucket: string, key: string): string {
  return JSON.stringify({
    Records: [
      {
        eventSource: "aws:s3",
        eventName: "s3:ObjectCreated:Put",
        s3: { configurationId: "webhook-global", bucket: { name: bucket }, object: { key } },
      },
    ],
  });
}
