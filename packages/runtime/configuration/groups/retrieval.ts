import { z } from "zod";
import { baseUrl, choice, section, share, text, wholeNumber } from "./values.ts";

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
export const crossEncoder = section({
  provider: z.literal("cross-encoder"),
  folder: text("must be the path of a folder").optional(),
  model: modelName.optional(),
  ...ofEveryReranker,
}).refine(({ folder, model }) => (folder === undefined) !== (model === undefined), {
  path: ["folder"],
  error: "must be the path of a folder, or else model the name of one that was pulled: one of the two",
});

export const rerankEndpoint = section({
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

export const retrieval = section({
  fusion: choice(["min-max", "rrf"]).default("min-max"),
  lexicalWeight: share.default(0.5),
  reranker: reranker.prefault({ provider: "none" }),
});
