import { stringify } from "yaml";
import { secretsOfAddress, withoutSecretsOfAddress } from "../secrets.ts";
import type { Configuration } from "./schema.ts";

/** What holds, for showing: secrets are replaced by "(hidden)". */
export function withoutSecrets(configuration: Configuration): Configuration {
  const { embedding, previousEmbedding } = configuration;
  return {
    ...configuration,
    embedding: hidden(embedding),
    ...(previousEmbedding && { previousEmbedding: hidden(previousEmbedding) }),
  };
}

function hidden(embedding: Configuration["embedding"]): Configuration["embedding"] {
  if (!("baseUrl" in embedding)) return embedding;
  return {
    ...embedding,
    baseUrl: withoutSecretsOfAddress(embedding.baseUrl),
    ...(embedding.apiKey === undefined ? {} : { apiKey: "(hidden)" }),
  };
}

/** What no log and no error may show. */
export function secretsOf({ embedding, previousEmbedding }: Configuration): string[] {
  return [embedding, previousEmbedding].flatMap((model) => {
    if (model === undefined || !("baseUrl" in model)) return [];
    const key = model.apiKey === undefined ? [] : [model.apiKey];
    return [...key, ...secretsOfAddress(model.baseUrl)];
  });
}

/** What holds, as YAML that can be read back, secrets hidden. */
export function describeConfiguration(configuration: Configuration): string {
  return stringify(withoutSecrets(configuration));
}
