import type { ConfigurationInput } from "./schema.ts";

interface Variable {
  /** Where the value goes in the configuration. */
  readonly path: readonly [string, ...string[]];
  readonly read: (value: string) => unknown;
}

/** As they are gathered: the schema says what they are. */
interface Settings {
  [key: string]: unknown;
}

const asText = (value: string) => value;
/** What is no number stays as it is, so that the schema refuses it by what the person wrote. */
const asNumber = (value: string) => (/^\d+(?:\.\d+)?$/.test(value) ? Number(value) : value);
/** The same for what is neither true nor false. */
const asBoolean = (value: string) => (value === "true" ? true : value === "false" ? false : value);
const asList = (value: string) => value.split(",").map((part) => part.trim());
const asBuckets = (value: string) => value.split(",").map(readBucketOption);

export const ENVIRONMENT: Readonly<Record<string, Variable>> = {
  FOOTNOTE_TENANT: { path: ["tenant"], read: asText },
  FOOTNOTE_DATA: { path: ["data"], read: asText },
  FOOTNOTE_DATABASE_URL: { path: ["database", "url"], read: asText },
  FOOTNOTE_INDEX_WEAVIATE_URL: { path: ["index", "weaviate", "url"], read: asText },
  FOOTNOTE_INDEX_WEAVIATE_GRPC_URL: { path: ["index", "weaviate", "grpcUrl"], read: asText },
  FOOTNOTE_INDEX_WEAVIATE_API_KEY: { path: ["index", "weaviate", "apiKey"], read: asText },
  FOOTNOTE_INDEX_WEAVIATE_COLLECTION: { path: ["index", "weaviate", "collection"], read: asText },
  FOOTNOTE_HOST: { path: ["listen", "host"], read: asText },
  FOOTNOTE_PORT: { path: ["listen", "port"], read: asNumber },
  FOOTNOTE_HOSTS: { path: ["listen", "hosts"], read: asList },
  FOOTNOTE_BUCKETS: { path: ["buckets"], read: asBuckets },
  FOOTNOTE_S3_ENDPOINT: { path: ["s3", "endpoint"], read: asText },
  FOOTNOTE_S3_REGION: { path: ["s3", "region"], read: asText },
  FOOTNOTE_S3_PATH_STYLE: { path: ["s3", "pathStyle"], read: asBoolean },
  FOOTNOTE_S3_ACCESS_TAG: { path: ["s3", "accessTag"], read: asText },
  FOOTNOTE_EVENTS_KAFKA_BROKERS: { path: ["events", "kafka", "brokers"], read: asList },
  FOOTNOTE_EVENTS_KAFKA_TOPIC: { path: ["events", "kafka", "topic"], read: asText },
  FOOTNOTE_EVENTS_KAFKA_GROUP: { path: ["events", "kafka", "group"], read: asText },
  FOOTNOTE_EVENTS_KAFKA_TLS: { path: ["events", "kafka", "tls"], read: asBoolean },
  FOOTNOTE_EVENTS_KAFKA_SASL_MECHANISM: { path: ["events", "kafka", "sasl", "mechanism"], read: asText },
  FOOTNOTE_EVENTS_KAFKA_SASL_USERNAME: { path: ["events", "kafka", "sasl", "username"], read: asText },
  FOOTNOTE_EVENTS_KAFKA_SASL_PASSWORD: { path: ["events", "kafka", "sasl", "password"], read: asText },
  FOOTNOTE_EVENTS_SQS_QUEUE_URL: { path: ["events", "sqs", "queueUrl"], read: asText },
  FOOTNOTE_EVENTS_SQS_REGION: { path: ["events", "sqs", "region"], read: asText },
  FOOTNOTE_EMBEDDING_PROVIDER: { path: ["embedding", "provider"], read: asText },
  FOOTNOTE_EMBEDDING_BASE_URL: { path: ["embedding", "baseUrl"], read: asText },
  FOOTNOTE_EMBEDDING_MODEL: { path: ["embedding", "model"], read: asText },
  FOOTNOTE_EMBEDDING_DIMENSIONS: { path: ["embedding", "dimensions"], read: asNumber },
  FOOTNOTE_EMBEDDING_MAX_TOKENS: { path: ["embedding", "maxTokens"], read: asNumber },
  FOOTNOTE_EMBEDDING_API_KEY: { path: ["embedding", "apiKey"], read: asText },
  FOOTNOTE_RETRIEVAL_FUSION: { path: ["retrieval", "fusion"], read: asText },
  FOOTNOTE_RETRIEVAL_LEXICAL_WEIGHT: { path: ["retrieval", "lexicalWeight"], read: asNumber },
  FOOTNOTE_RETRIEVAL_RERANKER_PROVIDER: { path: ["retrieval", "reranker", "provider"], read: asText },
  FOOTNOTE_RETRIEVAL_RERANKER_FOLDER: { path: ["retrieval", "reranker", "folder"], read: asText },
  FOOTNOTE_RETRIEVAL_RERANKER_MODEL: { path: ["retrieval", "reranker", "model"], read: asText },
  FOOTNOTE_RETRIEVAL_RERANKER_FORM: { path: ["retrieval", "reranker", "form"], read: asText },
  FOOTNOTE_RETRIEVAL_RERANKER_BASE_URL: { path: ["retrieval", "reranker", "baseUrl"], read: asText },
  FOOTNOTE_RETRIEVAL_RERANKER_API_KEY: { path: ["retrieval", "reranker", "apiKey"], read: asText },
  FOOTNOTE_ANSWERS_BASE_URL: { path: ["answers", "model", "baseUrl"], read: asText },
  FOOTNOTE_ANSWERS_MODEL: { path: ["answers", "model", "name"], read: asText },
  FOOTNOTE_ANSWERS_API_KEY: { path: ["answers", "model", "apiKey"], read: asText },
  FOOTNOTE_ANSWERS_CONTEXT_TOKENS: { path: ["answers", "model", "contextTokens"], read: asNumber },
  FOOTNOTE_ANSWERS_TOKENS_PER_DAY: { path: ["answers", "tokensPerDay"], read: asNumber },
  FOOTNOTE_EVALUATION_JUDGE_BASE_URL: { path: ["evaluation", "judge", "baseUrl"], read: asText },
  FOOTNOTE_EVALUATION_JUDGE_NAME: { path: ["evaluation", "judge", "name"], read: asText },
  FOOTNOTE_EVALUATION_JUDGE_API_KEY: { path: ["evaluation", "judge", "apiKey"], read: asText },
  FOOTNOTE_CACHE_ENABLED: { path: ["cache", "enabled"], read: asBoolean },
  FOOTNOTE_CACHE_HOURS: { path: ["cache", "hours"], read: asNumber },
  FOOTNOTE_CACHE_MEGABYTES: { path: ["cache", "megabytes"], read: asNumber },
  FOOTNOTE_OPENAI_MARKUP: { path: ["openai", "markup"], read: asText },
  FOOTNOTE_OPENAI_SOURCES: { path: ["openai", "sources"], read: asText },
  FOOTNOTE_OPENAI_ORIGINS: { path: ["openai", "origins"], read: asList },
  FOOTNOTE_FRESHNESS_LIMIT_SECONDS: { path: ["freshness", "limitSeconds"], read: asNumber },
  FOOTNOTE_FRESHNESS_CANARY: { path: ["freshness", "canary"], read: asBoolean },
  FOOTNOTE_DELETIONS_DOCUMENTS: { path: ["deletions", "documents"], read: asNumber },
  FOOTNOTE_DELETIONS_PERCENT: { path: ["deletions", "percent"], read: asNumber },
  FOOTNOTE_DELETIONS_WAIT_SECONDS: { path: ["deletions", "waitSeconds"], read: asNumber },
  FOOTNOTE_VERSIONS_KEEP_DAYS: { path: ["versions", "keepDays"], read: asNumber },
  FOOTNOTE_QUESTIONS_KEEP_DAYS: { path: ["questions", "keepDays"], read: asNumber },
  FOOTNOTE_LIMITS_FILE_BYTES: { path: ["limits", "fileBytes"], read: asNumber },
  FOOTNOTE_LIMITS_FILE_PAGES: { path: ["limits", "filePages"], read: asNumber },
  FOOTNOTE_LIMITS_PARSE_SECONDS: { path: ["limits", "parseSeconds"], read: asNumber },
  FOOTNOTE_LIMITS_PARSE_MEMORY_MEGABYTES: { path: ["limits", "parseMemoryMegabytes"], read: asNumber },
  FOOTNOTE_LIMITS_STOP_SECONDS: { path: ["limits", "stopSeconds"], read: asNumber },
  FOOTNOTE_LOG: { path: ["log"], read: asText },
};

/**
 * A bucket as the command line and FOOTNOTE_BUCKETS write it: "name=folder" or "name=s3://name/prefix".
 * Without "=" the folder is empty, which the schema then refuses.
 */
export function readBucketOption(
  option: string,
): { readonly name: string } & ({ readonly folder: string } | { readonly url: string }) {
  const [name = "", ...rest] = option.split("=");
  const place = rest.join("=").trim();
  return { name: name.trim(), ...(/^[a-z0-9]+:\/\//i.test(place) ? { url: place } : { folder: place }) };
}

/** The settings that FOOTNOTE_ variables make, and the names that are none. An empty variable counts as not set. */
export function readEnvironment(environment: Readonly<Record<string, string | undefined>>): {
  readonly settings: ConfigurationInput;
  readonly unknown: readonly string[];
} {
  const settings: Settings = {};
  const unknown: string[] = [];
  for (const [name, value] of Object.entries(environment)) {
    if (!name.startsWith("FOOTNOTE_") || value === undefined || value === "") continue;
    const variable = ENVIRONMENT[name];
    if (variable === undefined) {
      unknown.push(name);
      continue;
    }
    let group = settings;
    for (const key of variable.path.slice(0, -1)) {
      const inner = { ...(group[key] as Settings | undefined) };
      group[key] = inner;
      group = inner;
    }
    group[variable.path.at(-1) as string] = variable.read(value);
  }
  return { settings, unknown };
}
