import type { Kafka, KafkaMessage } from "kafkajs";
import { deadLetterTopic, type KafkaSettings } from "./settings.ts";

/** A record that is no notification, or not in all of it, and where it stands. */
export interface DeadRecord {
  readonly partition: number;
  readonly message: KafkaMessage;
  readonly problem: string;
}

/**
 * Writes records that are no notifications into the topic beside theirs: key, value and headers byte for byte, and what
 * is known of them in headers of the usual names. Resolves when every replica in sync has them; what is sent twice because
 * the connection broke is written once.
 */
export function openDeadLetters(kafka: Kafka, { topic }: KafkaSettings, group: string) {
  const producer = kafka.producer({
    idempotent: true,
    maxInFlightRequests: 1,
    allowAutoTopicCreation: false,
  });
  let connecting: Promise<void> | undefined;
  return {
    async send(records: readonly DeadRecord[]): Promise<void> {
      if (records.length === 0) return;
      connecting ??= producer.connect();
      connecting.catch(() => {
        connecting = undefined;
      });
      await connecting;
      await producer.send({
        topic: deadLetterTopic(topic),
        messages: records.map(({ partition, message, problem }) => ({
          key: message.key,
          value: message.value,
          headers: {
            ...message.headers,
            "x-original-topic": topic,
            "x-original-partition": String(partition),
            "x-original-offset": message.offset,
            "x-original-timestamp": message.timestamp,
            "x-error-code": "not_a_notification",
            "x-error-message": problem,
            "x-error-group": group,
            "x-error-at": new Date().toISOString(),
          },
        })),
      });
    },
    async close(): Promise<void> {
      if (connecting !== undefined) await producer.disconnect().catch(() => undefined);
    },
  };
}

export type DeadLetters = ReturnType<typeof openDeadLetters>;
