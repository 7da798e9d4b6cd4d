import { stringify } from "yaml";
import type { Configuration } from "./schema.ts";

/** What holds, as YAML that can be read back, with secrets shown as "(hidden)". */
export function describeConfiguration(configuration: Configuration): string {
  const { embedding } = configuration;
  const hidden = "apiKey" in embedding && embedding.apiKey !== undefined;
  return stringify({
    ...configuration,
    embedding: hidden ? { ...embedding, apiKey: "(hidden)" } : embedding,
  });
}
