import { z } from "zod";
import { answers, cache, evaluation, openai, questions } from "./groups/answers.ts";
import { bucketSchema, overlapping, s3 } from "./groups/buckets.ts";
import { deletions, freshness, limits, recognition, versions } from "./groups/documents.ts";
import { events, kafka, sqs } from "./groups/events.ts";
import { listen } from "./groups/listen.ts";
import { embedding, languageModel, openAiCompatibleEmbedding } from "./groups/models.ts";
import { crossEncoder, rerankEndpoint, retrieval } from "./groups/retrieval.ts";
import { database, index, weaviate } from "./groups/storage.ts";
import { choice, name, section, text } from "./groups/values.ts";
import { webhookSchema } from "./groups/webhooks.ts";

export const configurationSchema = section({
  tenant: name.default("default"),
  data: text("must be the path of a folder").default(".footnote"),
  database: database.optional(),
  index: index.prefault({}),
  listen: listen.prefault({}),
  buckets: z
    .array(bucketSchema, "must be a list of buckets")
    .max(1_000, "must not be more than 1000 buckets")
    .default([]),
  s3: s3.prefault({}),
  events: events.prefault({}),
  embedding: embedding.prefault({ provider: "bundled" }),
  // Still searched with while the buckets' next pipeline is built: see docs/operations.md.
  previousEmbedding: embedding.optional(),
  retrieval: retrieval.prefault({}),
  answers: answers.prefault({}),
  evaluation: evaluation.prefault({}),
  cache: cache.prefault({}),
  openai: openai.prefault({}),
  freshness: freshness.prefault({}),
  deletions: deletions.prefault({}),
  versions: versions.prefault({}),
  questions: questions.prefault({}),
  webhooks: z
    .array(webhookSchema, "must be a list of webhooks")
    .max(20, "must not be more than 20 webhooks")
    .refine(
      (webhooks) => new Set(webhooks.map((webhook) => webhook.name)).size === webhooks.length,
      "must each have a name of their own",
    )
    .default([]),
  recognition: recognition.prefault({}),
  limits: limits.prefault({}),
  log: choice(["debug", "info", "warn", "error", "silent"]).default("warn"),
});

/** What holds: every value present, every folder absolute. */
export type Configuration = z.output<typeof configurationSchema>;
/** What a person may set: everything optional. */
export type ConfigurationInput = z.input<typeof configurationSchema>;
export type BucketConfiguration = Configuration["buckets"][number];
export type LogLevel = Configuration["log"];

/** The settings of each group by its keys without positions, "" for the outermost: what a mistyped key is compared with. */
export const KNOWN_KEYS: Readonly<Record<string, readonly string[]>> = {
  "": Object.keys(configurationSchema.shape),
  database: Object.keys(database.shape),
  index: Object.keys(index.shape),
  "index.weaviate": Object.keys(weaviate.shape),
  listen: Object.keys(listen.shape),
  buckets: Object.keys(bucketSchema.shape),
  s3: Object.keys(s3.shape),
  events: ["kafka", "sqs"],
  "events.kafka": Object.keys(kafka.shape),
  "events.kafka.sasl": ["mechanism", "username", "password"],
  "events.sqs": Object.keys(sqs.shape),
  "buckets.chunking": ["strategy", ...Object.keys(overlapping)],
  embedding: Object.keys(openAiCompatibleEmbedding.shape),
  previousEmbedding: Object.keys(openAiCompatibleEmbedding.shape),
  retrieval: Object.keys(retrieval.shape),
  "retrieval.reranker": [
    ...new Set([crossEncoder, rerankEndpoint].flatMap(({ shape }) => Object.keys(shape))),
  ],
  answers: Object.keys(answers.shape),
  "answers.model": Object.keys(languageModel.shape),
  "answers.fallbacks": Object.keys(languageModel.shape),
  evaluation: Object.keys(evaluation.shape),
  "evaluation.judge": Object.keys(languageModel.shape),
  cache: Object.keys(cache.shape),
  openai: Object.keys(openai.shape),
  freshness: Object.keys(freshness.shape),
  deletions: Object.keys(deletions.shape),
  versions: Object.keys(versions.shape),
  questions: Object.keys(questions.shape),
  webhooks: Object.keys(webhookSchema.shape),
  recognition: Object.keys(recognition.shape),
  limits: Object.keys(limits.shape),
};
