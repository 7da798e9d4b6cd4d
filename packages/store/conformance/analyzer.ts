import type { Analyzer } from "@footnote/contracts";

const terms = (text: string) =>
  (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).map((word) => word.replace(/s$/, ""));

/** Words without a plural: what a store does with terms does not depend on how they were made. */
export const wordAnalyzer: Analyzer = {
  version: 1,
  documentTerms: terms,
  questionTerms: (question) => ({
    own: [...new Set(terms(question))],
    variants: [],
    rescues: terms(question).map((word) => ({
      missing: [word],
      instead: Array.from(word, (_, at) => [word.slice(0, at), word.slice(at)]).slice(1),
    })),
    identifiers: [],
  }),
};
