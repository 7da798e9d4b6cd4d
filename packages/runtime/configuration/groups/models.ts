import { z } from "zod";
import { baseUrl, section, text, wholeNumber } from "./values.ts";

const bundledEmbedding = section({ provider: z.literal("bundled") });

export const openAiCompatibleEmbedding = section({
  provider: z.literal("openai-compatible"),
  baseUrl,
  model: text("must be the name of the model"),
  dimensions: wholeNumber(1, 16_000),
  // A fifth is kept free for its tokenizer, and what remains holds a chunk of the least size.
  maxTokens: wholeNumber(48, 1_000_000),
  apiKey: text("must be the key itself, not empty").optional(),
});

export const embedding = z.discriminatedUnion("provider", [bundledEmbedding, openAiCompatibleEmbedding], {
  error: (issue) =>
    issue.code === "invalid_union"
      ? "must be one of bundled, openai-compatible"
      : "must be a group of settings",
});

export const languageModel = section({
  baseUrl,
  name: text("must be the name of the model"),
  apiKey: text("must be the key itself, not empty").optional(),
  contextTokens: wholeNumber(1_024, 10_000_000).default(8_192),
  firstTokenSeconds: wholeNumber(1, 3_600).default(60),
  tokenSeconds: wholeNumber(1, 600).default(15),
});
