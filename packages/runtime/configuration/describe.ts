import { stringify } from "yaml";
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
  if (!("apiKey" in embedding) || embedding.apiKey === undefined) return embedding;
  return { ...embedding, apiKey: "(hidden)" };
}

/** What holds, as YAML that can be read back, secrets hidden. */
export function describeConfiguration(configuration: Configuration): string {
  return stringify(withoutSecrets(configuration));
}
