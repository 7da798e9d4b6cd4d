import { WEBHOOK_EVENTS } from "@footnote/contracts";
import { z } from "zod";

/** Lower case, so that names stay distinct in URLs, file names and folders of systems that ignore case. */
const name = (() => {
  const message = "must be 1 to 63 lower-case letters, digits or hyphens, and begin with a letter or digit";
  return z.string(message).regex(/^[a-z0-9][a-z0-9-]{0,62}$/, message);
})();

function text(message: string) {
  return z.string(message).trim().min(1, message);
}

function wholeNumber(from: number, to: number) {
  const message = `must be a whole number from ${from} to ${to}`;
  return z.int(message).min(from, message).max(to, message);
}

function choice<const T extends readonly [string, ...string[]]>(options: T) {
  return z.enum(options, `must be one of ${options.join(", ")}`);
}

function section<T extends z.ZodRawShape>(shape: T) {
  return z.strictObject(shape, {
    error: (issue) => (issue.code === "invalid_type" ? "must be a group of settings" : undefined),
  });
}

const baseUrl = z
  .url({ protocol: /^https?$/, error: "must be a URL that begins with http:// or https://" })
  .refine((url) => {
    const parsed = URL.parse(url);
    return parsed === null || (parsed.username === "" && parsed.password === "");
  }, "must not hold a password: use apiKey");

const hostName = (() => {
  const message = "must be a host name or address without a port, such as footnote.example.org";
  return z
    .string(message)
    .refine((host) => /^[^\s/@?#\\]+$/.test(host) && !/^[^:]*:\d*$/.test(host), message);
})();

const listen = section({
  host: text("must be a host name or address, such as 127.0.0.1").default("127.0.0.1"),
  port: wholeNumber(0, 65_535).default(8080),
  // Names beside those of the machine itself, such as the one that a proxy passes on.
  hosts: z
    .array(hostName, "must be a list of host names or addresses")
    .max(100, "must not be more than 100")
    .default([]),
});

// From 32 tokens on half of a chunk, which is what the headings above it leave at least, still holds a sentence.
const chunkSize = wholeNumber(32, 8_192).optional();
const sized = { size: chunkSize };
const overlapping = { size: chunkSize, overlap: wholeNumber(0, 4_095).optional() };
const chunkingWithOverlap = <const T extends string>(strategy: T) =>
  section({ strategy: z.literal(strategy), ...overlapping }).refine(
    ({ size, overlap }) => size === undefined || overlap === undefined || overlap < size / 2,
    { path: ["overlap"], error: "must be less than half of the size" },
  );

const chunking = z.discriminatedUnion(
  "strategy",
  [
    section({ strategy: z.literal("structure"), ...sized }),
    section({ strategy: z.literal("parent-child"), ...sized }),
    section({ strategy: z.literal("semantic"), ...sized }),
    chunkingWithOverlap("recursive"),
    chunkingWithOverlap("fixed"),
  ],
  {
    error: (issue) =>
      issue.code === "invalid_union"
        ? "must be one of structure, parent-child, recursive, fixed, semantic"
        : "must be a group of settings",
  },
);

/** Names are those that S3 allows; what follows is the beginning of the keys that belong to the bucket. */
const bucketUrl = (() => {
  const message =
    "must be an address such as s3://name or s3://name/prefix; server and keys are set elsewhere (s3.endpoint, AWS_ACCESS_KEY_ID)";
  return z.string(message).regex(/^s3:\/\/[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](\/[^?#]*)?$/, message);
})();

export const bucketSchema = section({
  name,
  // One of the two says where it lies.
  folder: text("must be the path of a folder").optional(),
  url: bucketUrl.optional(),
  readers: z
    .array(text("must be the name of a group or person"), "must be a list of groups or people")
    .min(1, "must name at least one group or person, else nobody could read the bucket")
    .default(["everyone"]),
  chunking: chunking.prefault({ strategy: "structure" }),
  // Of answers that rest on it; 0: they are made anew each time.
  cacheHours: wholeNumber(0, 8_760).optional(),
}).refine(({ folder, url }) => (folder === undefined) !== (url === undefined), {
  path: ["folder"],
  error: "must be the path of a folder, or else url an address such as s3://name/prefix: one of the two",
});

const httpUrl = z
  .url({ protocol: /^https?$/, error: "must be a URL that begins with http:// or https://" })
  .refine((url) => {
    const parsed = URL.parse(url);
    return parsed === null || (parsed.username === "" && parsed.password === "" && parsed.search === "");
  }, "must not hold a key: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY");

/** For all buckets whose url begins with s3://. Keys come from where AWS's own tools find them. */
const s3 = section({
  // Of a server that is not AWS's.
  endpoint: httpUrl.optional(),
  region: text("must be the name of a region, such as eu-central-1").optional(),
  // The bucket's name in the path and not in the host's name; where an endpoint is set it is there by default.
  pathStyle: z.boolean("must be true or false").optional(),
  // The tag of an object that names who may read it, in place of the bucket's readers.
  accessTag: z
    .string("must be the name of a tag")
    .regex(/^[\p{L}\p{N}+\-=._:/@ ]{1,128}$/u, "must be the name of a tag, such as footnote-access")
    .optional(),
});

const broker = (() => {
  const message = "must be a host and a port, such as kafka.example.org:9092";
  return z.string(message).regex(/^(\[[0-9a-fA-F:]+\]|[^\s:/@,]+):\d{1,5}$/, message);
})();

/** The topic that S3 buckets' notifications are sent to. Without it what changes in them is found by comparing alone. */
const kafka = section({
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
const sqs = section({
  queueUrl: httpUrl.refine(
    (url) => /^\/.+[^/]$/.test(URL.parse(url)?.pathname ?? ""),
    "must be the whole address of a queue, such as https://sqs.eu-central-1.amazonaws.com/123456789012/footnote",
  ),
  // Where the address does not name it.
  region: text("must be the name of a region, such as eu-central-1").optional(),
});

const events = section({ kafka: kafka.optional(), sqs: sqs.optional() }).refine(
  ({ kafka, sqs }) => kafka === undefined || sqs === undefined,
  { path: ["sqs"], error: "must not be set beside events.kafka: notifications arrive by one of the two" },
);

const COLLECTION = "must be 1 to 63 letters or digits, and begin with a capital";

/** Parts that a password might have run into, had it not been encoded, are refused: they would be shown. */
const databaseUrl = (() => {
  const message =
    "must be an address such as postgres://user:password@host:5432/database, with what is no letter or digit in the password percent-encoded";
  return z.string(message).refine((text) => {
    const url = URL.parse(text);
    if (url === null || !["postgres:", "postgresql:"].includes(url.protocol)) return false;
    const isWhole = url.hostname !== "" && url.username !== "" && /^\/[^/@]+$/.test(url.pathname);
    return isWhole && url.hash === "" && !url.search.includes("@") && isEncoded(url);
  }, message);
})();

function isEncoded({ username, password, pathname }: URL): boolean {
  try {
    for (const part of [username, password, pathname]) decodeURIComponent(part);
    return true;
  } catch {
    return false;
  }
}

/** Without it the index lies in `data`, for one process alone. */
const database = section({ url: databaseUrl });

const weaviate = section({
  url: baseUrl,
  // The same host at port 50051 where it is not set.
  grpcUrl: baseUrl.optional(),
  apiKey: text("must be the key itself, not empty").optional(),
  // What several Footnotes on one Weaviate are told apart by.
  collection: z
    .string(COLLECTION)
    .regex(/^[A-Z][A-Za-z0-9]{0,62}$/, COLLECTION)
    .default("Footnote"),
});

/** An index beside the store's own, which is searched in its place. */
const index = section({ weaviate: weaviate.optional() });

const bundledEmbedding = section({ provider: z.literal("bundled") });

const openAiCompatibleEmbedding = section({
  provider: z.literal("openai-compatible"),
  baseUrl,
  model: text("must be the name of the model"),
  dimensions: wholeNumber(1, 16_000),
  // A fifth is kept free for its tokenizer, and what remains holds a chunk of the least size.
  maxTokens: wholeNumber(48, 1_000_000),
  apiKey: text("must be the key itself, not empty").optional(),
});

const embedding = z.discriminatedUnion("provider", [bundledEmbedding, openAiCompatibleEmbedding], {
  error: (issue) =>
    issue.code === "invalid_union"
      ? "must be one of bundled, openai-compatible"
      : "must be a group of settings",
});

const share = z
  .number("must be a number from 0 to 1")
  .min(0, "must be a number from 0 to 1")
  .max(1, "must be a number from 0 to 1");

const ofEveryReranker = {
  // What its score counts; the order of search counts the rest.
  weight: share.default(1),
  candidates: wholeNumber(2, 100).default(50),
  // The most that an answer is drawn from.
  sections: wholeNumber(1, 10).default(8),
  // Past it the order of search stands.
  deadlineMilliseconds: wholeNumber(1, 60_000).default(2_000),
};

/** The one that is part of Footnote. Weight and number of candidates were chosen on the development questions (decision 58). */
const bundledReranker = section({
  provider: z.literal("bundled"),
  ...ofEveryReranker,
  weight: ofEveryReranker.weight.default(0.5),
  candidates: ofEveryReranker.candidates.default(20),
  sections: ofEveryReranker.sections.default(10),
});

/** Names are those of model hubs, such as BAAI/bge-reranker-base. */
const modelName = (() => {
  const message = "must be the name of a model, such as owner/name";
  return z.string(message).regex(/^[A-Za-z0-9][\w.-]{0,95}(\/[A-Za-z0-9][\w.-]{0,95})?$/, message);
})();

/** A model on disk: in a folder, or where `footnote models pull` put it. */
const crossEncoder = section({
  provider: z.literal("cross-encoder"),
  folder: text("must be the path of a folder").optional(),
  model: modelName.optional(),
  ...ofEveryReranker,
}).refine(({ folder, model }) => (folder === undefined) !== (model === undefined), {
  path: ["folder"],
  error: "must be the path of a folder, or else model the name of one that was pulled: one of the two",
});

const rerankEndpoint = section({
  provider: z.literal("endpoint"),
  form: choice(["cohere", "jina", "tei"]),
  baseUrl,
  model: text("must be the name of the model").optional(),
  apiKey: text("must be the key itself, not empty").optional(),
  ...ofEveryReranker,
});

/** The order of search stands. */
const noReranker = section({ provider: z.literal("none") });

/** Reads the best candidates with the question and orders them anew. */
const reranker = z.discriminatedUnion(
  "provider",
  [bundledReranker, noReranker, crossEncoder, rerankEndpoint],
  {
    error: (issue) =>
      issue.code === "invalid_union"
        ? "must be one of bundled, none, cross-encoder, endpoint"
        : "must be a group of settings",
  },
);

const retrieval = section({
  fusion: choice(["min-max", "rrf"]).default("min-max"),
  lexicalWeight: share.default(0.5),
  reranker: reranker.prefault({ provider: "none" }),
});

const languageModel = section({
  baseUrl,
  name: text("must be the name of the model"),
  apiKey: text("must be the key itself, not empty").optional(),
  contextTokens: wholeNumber(1_024, 10_000_000).default(8_192),
  firstTokenSeconds: wholeNumber(1, 3_600).default(60),
  tokenSeconds: wholeNumber(1, 600).default(15),
});

/** Without a model answers are made of the passages' own words. */
const answers = section({
  model: languageModel.optional(),
  // Asked in this order where the model fails.
  fallbacks: z
    .array(languageModel, "must be a list of models")
    .max(10, "must not be more than 10")
    .default([]),
  // Of what models read and write for one caller.
  tokensPerDay: wholeNumber(1, 1_000_000_000_000).optional(),
}).refine(({ model, fallbacks }) => model !== undefined || fallbacks.length === 0, {
  path: ["fallbacks"],
  error: "needs answers.model, which is asked first",
});

/** Who says whether an answer's statements are supported; without it words stand in. See docs/EVALUATION.md. */
const evaluation = section({ judge: languageModel.optional() });

const freshness = section({
  limitSeconds: wholeNumber(1, 86_400).default(300),
  // Where it lives: true for a place of its own in the data directory.
  canary: z.union([z.boolean(), z.literal("in-buckets")], "must be true, false or in-buckets").default(true),
});

const origin = (() => {
  const message = "must be the origin of a site, such as https://chat.example.org";
  return z.string(message).refine((text) => URL.parse(text)?.origin === text, message);
})();

const openai = section({
  markup: choice(["neutral", "raw"]).default("neutral"),
  // In the text for clients that show no annotations.
  sources: choice(["annotations", "text"]).default("annotations"),
  // Pages of other sites that may ask from a browser.
  origins: z.array(origin, "must be a list of origins").max(100, "must not be more than 100").default([]),
});

/** From when on a deletion is unusual and waits: more documents than this, and more of a hundred of a bucket's. */
const deletions = section({
  documents: wholeNumber(0, 1_000_000_000).default(20),
  percent: wholeNumber(0, 100).default(30),
  waitSeconds: wholeNumber(0, 31_536_000).default(600),
});

/** Answers that are given again, at most for so long: what they rest on ends them sooner. */
const cache = section({
  enabled: z.boolean("must be true or false").default(true),
  hours: wholeNumber(1, 8_760).default(24),
  megabytes: wholeNumber(1, 1_048_576).default(256),
});

const versions = section({ keepDays: wholeNumber(0, 36_500).default(30) });

/** With their answers, for those who asked and for whoever mends the documents; 0: not at all. */
const questions = section({ keepDays: wholeNumber(0, 3_650).default(90) });

/** Who is told when a document can be asked about, or needs somebody. */
const webhookSchema = section({
  name,
  url: z.url({ protocol: /^https?$/, error: "must be a URL that begins with https://" }).refine((url) => {
    const parsed = URL.parse(url);
    return parsed === null || (parsed.username === "" && parsed.password === "");
  }, "must not hold a password: what is sent is signed with the secret"),
  secret: z
    .string("must be whsec_ and 24 to 64 random bytes as base64: openssl rand -base64 32")
    .refine((secret) => {
      const [, key] = /^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(secret) ?? [];
      const bytes = key === undefined ? 0 : Buffer.from(key, "base64").length;
      return bytes >= 24 && bytes <= 64;
    }, "must be whsec_ and 24 to 64 random bytes as base64: openssl rand -base64 32"),
  events: z
    .array(choice(WEBHOOK_EVENTS), `must be a list of ${WEBHOOK_EVENTS.join(" and ")}`)
    .min(1, "must name at least one event")
    .default([...WEBHOOK_EVENTS]),
  // All where none are named.
  buckets: z.array(name, "must be a list of buckets").min(1, "must name at least one bucket").optional(),
  // Whoever reads there: what these may not read it is not told of.
  principals: z
    .array(text("must be the name of a group or person"), "must be a list of groups or people")
    .min(1, "must name at least one group or person")
    .default(["everyone"]),
  // Whether it may lie on this machine or in its networks, and be asked without TLS.
  allowInternal: z.boolean("must be true or false").default(false),
}).refine(({ url, allowInternal }) => allowInternal || url.startsWith("https:"), {
  path: ["url"],
  error: "must begin with https://, unless allowInternal is true",
});

const recognition = section({
  enabled: z.boolean("must be true or false").default(true),
  languages: z
    .array(
      z
        .string("must be a language's code, such as eng")
        .regex(
          /^[a-z]{3,8}(?:_[a-z]{2,8})*$/i,
          "must be a language's code as Tesseract has it, such as eng or chi_sim",
        ),
      "must be a list of languages' codes",
    )
    .min(1, "must name at least one language")
    .max(8, "must not be more than 8 languages: each makes recognition slower")
    .default(["eng"]),
  // With files such as deu.traineddata, for languages that no installed package holds.
  folder: text("must be the path of a folder").optional(),
});

const limits = section({
  fileBytes: wholeNumber(1, 4 * 1024 ** 3).default(256 * 1024 ** 2),
  filePages: wholeNumber(1, 1_000_000).default(5_000),
  parseSeconds: wholeNumber(1, 86_400).default(120),
  parseMemoryMegabytes: wholeNumber(256, 1_048_576).default(1_024),
  stopSeconds: wholeNumber(1, 3_600).default(10),
});

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
