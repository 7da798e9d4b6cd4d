export { checkKafka, type KafkaChangesOptions, kafkaChanges } from "./kafka/kafka-changes.ts";
export type { KafkaSettings } from "./kafka/settings.ts";
export { type NotedObject, type Notification, readNotification } from "./notifications/read-notification.ts";
