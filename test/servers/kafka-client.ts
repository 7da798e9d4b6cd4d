import { setTimeout as sleep } from "node:timers/promises";
import { type ITopicConfig, Kafka, logLevel, type Message } from "kafkajs";

export function kafkaOf(broker: string): Kafka {
  // The first group of a new broker waits for the topic of its offsets.
  const retry = { retries: 30, initialRetryTime: 100, maxRetryTime: 500 };
  return new Kafka({ brokers: [broker], logLevel: logLevel.NOTHING, retry });
}

export async function send(kafka: Kafka, topic: string, messages: Message[]): Promise<void> {
  const producer = kafka.producer();
  await producer.connect();
  await producer.send({ topic, messages });
  await producer.disconnect();
}

/**
 * Resolves when they can be written to and read. Asked to wait for the leaders itself, the client gives up on a broker that is busy and
 * has not heard of its own topic yet, and where a leader is known it may not have begun to lead.
 */
export async function makeTopics(kafka: Kafka, topics: ITopicConfig[]): Promise<void> {
  const admin = kafka.admin();
  await admin.connect();
  await admin.createTopics({ waitForLeaders: false, topics });
  const isRead = async () => {
    for (const { topic, numPartitions } of topics)
      if ((await admin.fetchTopicOffsets(topic)).length !== numPartitions) return false;
    return true;
  };
  while (!(await isRead().catch(() => false))) await sleep(50);
  await admin.disconnect();
}
