import type { Kafka } from "kafkajs";
import { failure } from "./failure.ts";
import { deadLetterTopic, type KafkaSettings } from "./settings.ts";

/**
 * The topic has to be there: somebody else writes into it, and one that was made for a name that is mistyped would stay empty
 * for ever. That of its dead letters is ours, and is made.
 *
 * @throws FootnoteError configuration_invalid, unavailable
 */
export async function checkTopics(kafka: Kafka, settings: KafkaSettings): Promise<void> {
  const admin = kafka.admin();
  try {
    await admin.connect();
    const { topics } = await admin.fetchTopicMetadata({ topics: [settings.topic] });
    const numPartitions = topics[0]?.partitions.length ?? 1;
    await admin.createTopics({ topics: [{ topic: deadLetterTopic(settings.topic), numPartitions }] });
  } catch (error) {
    throw failure(settings, error);
  } finally {
    await admin.disconnect().catch(() => undefined);
  }
}
