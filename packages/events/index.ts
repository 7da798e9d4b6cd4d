export { checkKafka, type KafkaChangesOptions, kafkaChanges } from "./kafka/kafka-changes.ts";
export type { KafkaSettings } from "./kafka/settings.ts";
export { type NotedObject, type Notification, readNotification } from "./notifications/read-notification.ts";

/** Loaded for whoever has a queue. */
export const loadSqs = () => import("./sqs/sqs-changes.ts");
export type { SqsSettings } from "./sqs/settings.ts";
