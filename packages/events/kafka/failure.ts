import { type ErrorCode, FootnoteError } from "@footnote/contracts";
import type { KafkaSettings } from "./settings.ts";

/** What the client calls it, or the server, down to the first cause. */
function typesOf(error: unknown): string[] {
  const { name, type, code, cause } = error as {
    name?: unknown;
    type?: unknown;
    code?: unknown;
    cause?: unknown;
  };
  const own = [name, type, code].filter((part) => typeof part === "string");
  const further = cause === undefined || cause === error ? [] : typesOf(cause);
  return [...own, ...further];
}

/** In one line, with the setting and the remedy. Nothing of the password is in what the client says. */
export function failure(settings: KafkaSettings, error: unknown): FootnoteError {
  if (error instanceof FootnoteError) return error;
  const types = typesOf(error);
  const message = error instanceof Error ? error.message : "";
  const is = (...wanted: string[]) => wanted.some((type) => types.includes(type) || message.includes(type));
  const at = settings.brokers.join(", ");
  const told = (code: ErrorCode, what: string, action: string) =>
    new FootnoteError(code, what, { action, cause: new Error(`${types.join(" ")}: ${message}`) });
  if (is("KafkaJSSASLAuthenticationError", "SASL_AUTHENTICATION_FAILED", "UNSUPPORTED_SASL_MECHANISM"))
    return told(
      "configuration_invalid",
      `Kafka at ${at} does not let ${settings.sasl?.username ?? "us"} in.`,
      "Correct events.kafka.sasl: its mechanism, username and password (FOOTNOTE_EVENTS_KAFKA_SASL_PASSWORD).",
    );
  if (is("TOPIC_AUTHORIZATION_FAILED", "GROUP_AUTHORIZATION_FAILED", "CLUSTER_AUTHORIZATION_FAILED"))
    return told(
      "configuration_invalid",
      `Kafka at ${at} does not allow ${settings.sasl?.username ?? "us"} to use the topic ${settings.topic} and its groups.`,
      "Have an administrator allow reading the topic and its groups, and writing its dead letters (events.kafka).",
    );
  if (is("UNKNOWN_TOPIC_OR_PARTITION"))
    return told(
      "configuration_invalid",
      `Kafka at ${at} has no topic ${settings.topic}.`,
      "Make it and have the bucket's notifications sent to it, or correct events.kafka.topic (FOOTNOTE_EVENTS_KAFKA_TOPIC).",
    );
  if (is("ENOTFOUND", "EAI_AGAIN"))
    return told(
      "unavailable",
      `No host is known by the name in ${at}.`,
      "Correct events.kafka.brokers (FOOTNOTE_EVENTS_KAFKA_BROKERS).",
    );
  if (is("ERR_SSL", "SSL", "CERT", "self-signed", "EPROTO"))
    return told(
      "unavailable",
      `Kafka at ${at} cannot be spoken to over TLS.`,
      "Correct events.kafka.tls (FOOTNOTE_EVENTS_KAFKA_TLS), or name the certificate's authority in NODE_EXTRA_CA_CERTS.",
    );
  return told(
    "unavailable",
    `Kafka at ${at} does not answer.`,
    "Start it, or correct events.kafka.brokers (FOOTNOTE_EVENTS_KAFKA_BROKERS), and events.kafka.tls and sasl if it asks for them.",
  );
}
