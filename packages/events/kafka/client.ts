import { Kafka, logLevel, type SASLOptions } from "kafkajs";
import type { KafkaSettings } from "./settings.ts";

/** In milliseconds. */
const TIMEOUTS = { connectionTimeout: 5_000, authenticationTimeout: 10_000, requestTimeout: 30_000 };
/** Some five seconds, which a new Kafka takes to make the topic that offsets are kept in; who waits longer is told, and joins anew. */
const RETRY = { retries: 8, initialRetryTime: 100, maxRetryTime: 1_000, restartOnFailure: async () => false };

/** What goes wrong is told by us, in words for people: the client's own log repeats it many times. */
export function openKafka({ brokers, tls, sasl }: KafkaSettings): Kafka {
  return new Kafka({
    clientId: "footnote",
    brokers: [...brokers],
    ssl: tls,
    ...(sasl && { sasl: sasl as SASLOptions }),
    ...TIMEOUTS,
    retry: RETRY,
    logLevel: logLevel.NOTHING,
  });
}
