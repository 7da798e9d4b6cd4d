// Makes a topic of a Kafka, unless it is there, once that Kafka answers:
//   npx node infra/local/kafka-topic.ts BROKER TOPIC [PARTITIONS]
import { Kafka, logLevel } from "kafkajs";

const [broker, topic, partitions = "1"] = process.argv.slice(2);
if (broker === undefined || topic === undefined)
  throw new Error("Say which broker and topic: kafka-topic.ts 127.0.0.1:9092 s3-events 3");
const retry = { retries: 100, initialRetryTime: 200, maxRetryTime: 500 };
const admin = new Kafka({ brokers: [broker], logLevel: logLevel.NOTHING, retry }).admin();
await admin.connect();
await admin.createTopics({ waitForLeaders: true, topics: [{ topic, numPartitions: Number(partitions) }] });
await admin.disconnect();
