/** Where the notifications of buckets arrive, and who we are there. */
export interface KafkaSettings {
  /** "host:port". */
  readonly brokers: readonly string[];
  readonly topic: string;
  readonly tls: boolean;
  readonly sasl?:
    | {
        readonly mechanism: "plain" | "scram-sha-256" | "scram-sha-512";
        readonly username: string;
        readonly password: string;
      }
    | undefined;
}

/** Where records go that are no notifications. */
export function deadLetterTopic(topic: string): string {
  return `${topic}.dlq`;
}
