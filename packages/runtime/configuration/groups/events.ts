import { z } from "zod";
import { choice, httpUrl, section, text } from "./values.ts";

const broker = (() => {
  const message = "must be a host and a port, such as kafka.example.org:9092";
  return z.string(message).regex(/^(\[[0-9a-fA-F:]+\]|[^\s:/@,]+):\d{1,5}$/, message);
})();

/** The topic that S3 buckets' notifications are sent to. Without it what changes in them is found by comparing alone. */
export const kafka = section({
  brokers: z
    .array(broker, "must be a list of brokers, such as [kafka.example.org:9092]")
    .min(1, "must name at least one broker")
    .max(100, "must not be more than 100"),
  topic: z
    .string("must be the name of a topic")
    .regex(/^[a-zA-Z0-9._-]{1,200}$/, "must be the name of a topic: letters, digits, dots, _ and -"),
  // What the names of its consumer groups begin with.
  group: z
    .string("must be the name of a group")
    .regex(/^[a-zA-Z0-9._-]{1,100}$/, "must be the name of a group: letters, digits, dots, _ and -")
    .default("footnote"),
  tls: z.boolean("must be true or false").default(false),
  sasl: section({
    mechanism: choice(["plain", "scram-sha-256", "scram-sha-512"]),
    username: text("must be the name of a user"),
    password: text("must be the password itself, not empty"),
  }).optional(),
});

/** A queue of Amazon's SQS that they are sent to. Keys come from where AWS's own tools find them. */
export const sqs = section({
  queueUrl: httpUrl.refine(
    (url) => /^\/.+[^/]$/.test(URL.parse(url)?.pathname ?? ""),
    "must be the whole address of a queue, such as https://sqs.eu-central-1.amazonaws.com/123456789012/footnote",
  ),
  // Where the address does not name it.
  region: text("must be the name of a region, such as eu-central-1").optional(),
});

export const events = section({ kafka: kafka.optional(), sqs: sqs.optional() }).refine(
  ({ kafka, sqs }) => kafka === undefined || sqs === undefined,
  { path: ["sqs"], error: "must not be set beside events.kafka: notifications arrive by one of the two" },
);
