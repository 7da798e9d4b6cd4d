import { Kafka, logLevel, type Message } from "kafkajs";

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
