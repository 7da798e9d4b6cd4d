import { stringify } from "yaml";
import { passwordsOf, secretsOfAddress, withoutSecretsOfAddress } from "../secrets.ts";
import type { Configuration } from "./schema.ts";

/** What holds, for showing: secrets are replaced by "(hidden)". */
export function withoutSecrets(configuration: Configuration): Configuration {
  const { database, events, index, embedding, previousEmbedding, retrieval, answers, evaluation, webhooks } =
    configuration;
  const { kafka } = events;
  return {
    ...configuration,
    ...(kafka?.sasl && {
      events: { kafka: { ...kafka, sasl: { ...kafka.sasl, password: "(hidden)" } } },
    }),
    index: {
      ...(index.weaviate && {
        weaviate: { ...index.weaviate, ...(index.weaviate.apiKey !== undefined && { apiKey: "(hidden)" }) },
      }),
    },
    ...(database && { database: { url: withoutSecretsOfAddress(database.url) } }),
    embedding: hidden(embedding),
    ...(previousEmbedding && { previousEmbedding: hidden(previousEmbedding) }),
    retrieval: { ...retrieval, reranker: hidden(retrieval.reranker) },
    answers: {
      ...answers,
      ...(answers.model && { model: hidden(answers.model) }),
      fallbacks: answers.fallbacks.map(hidden),
    },
    evaluation: { ...(evaluation.judge && { judge: hidden(evaluation.judge) }) },
    webhooks: webhooks.map((webhook) => ({
      ...webhook,
      url: withoutSecretsOfAddress(webhook.url),
      secret: "(hidden)",
    })),
  };
}

/** What is reached at an address, perhaps with a key. */
type Server = { readonly baseUrl: string; readonly apiKey?: string | undefined };

function hidden<Model extends Server | { readonly provider: "bundled" | "cross-encoder" | "none" }>(
  model: Model,
): Model {
  if (!("baseUrl" in model)) return model;
  return {
    ...model,
    baseUrl: withoutSecretsOfAddress(model.baseUrl),
    ...(model.apiKey === undefined ? {} : { apiKey: "(hidden)" }),
  };
}

/** What no log and no error may show. */
export function secretsOf(configuration: Configuration): string[] {
  const { database, events, index, embedding, previousEmbedding, retrieval, answers, evaluation, webhooks } =
    configuration;
  const { reranker } = retrieval;
  const models = [
    embedding,
    previousEmbedding,
    reranker,
    answers.model,
    ...answers.fallbacks,
    evaluation.judge,
  ];
  const ofModels = models.flatMap((model) => {
    if (model === undefined || !("baseUrl" in model)) return [];
    const key = model.apiKey === undefined ? [] : [model.apiKey];
    return [...key, ...secretsOfAddress(model.baseUrl)];
  });
  const ofKafka = events.kafka?.sasl === undefined ? [] : [events.kafka.sasl.password];
  const ofIndex = index.weaviate?.apiKey === undefined ? [] : [index.weaviate.apiKey];
  const ofWebhooks = webhooks.flatMap(({ url, secret }) => [
    secret,
    secret.slice("whsec_".length),
    ...secretsOfAddress(url),
  ]);
  return [
    ...ofModels,
    ...ofKafka,
    ...ofIndex,
    ...ofWebhooks,
    ...(database === undefined ? [] : passwordsOf(database.url)),
  ];
}

/** What holds, as YAML that can be read back, secrets hidden. */
export function describeConfiguration(configuration: Configuration): string {
  return stringify(withoutSecrets(configuration));
}
