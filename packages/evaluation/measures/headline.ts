/** What is told of a run first, and compared where nothing else is named; the rest is in its folder. */
const HEADLINE = [
  "ndcg@10",
  "recall@100",
  "mrr",
  "map",
  "passage_success@1",
  "passage_success@5",
  "passage_mrr",
  "right",
  "cites_gold",
  "nugget_recall",
  "answered",
  "yield@2",
  "abstention_precision",
  "abstention_recall",
  "quote_validity",
  "lexical_citation_recall",
  "lexical_citation_precision",
  "rouge_l",
  "faithfulness",
  "citation_recall",
  "citation_precision",
  "factual_correctness",
  "context_precision",
  "context_recall",
] as const;

/** Those of these measures that are told first, in that order. */
export function headlineOf(measures: Iterable<string>): string[] {
  const there = new Set(measures);
  return HEADLINE.filter((measure) => there.has(measure));
}
