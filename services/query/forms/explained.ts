import { type Explanation, explanationOf } from "@footnote/contracts";

interface ExplainedLeg {
  readonly rank: number;
  readonly score: number;
}

/** Why a candidate stands where it stands, in the service's own form. A leg that did not find it is absent. */
export interface Explained {
  readonly lexical?: ExplainedLeg;
  readonly dense?: ExplainedLeg;
  readonly identifiers?: number;
  /** Of the second stage; absent where there is none, or where the candidate was not among those that it read. */
  readonly rerank?: ExplainedLeg & { readonly rule: string };
  /** The rule that made the fused score, and the candidate's. */
  readonly fusion: string;
  readonly fused: number;
  /** The whole of it: the last stage, and below it what it was made from. */
  readonly stages: Explanation;
}

export function explained(stages: Explanation): Explained {
  const leg = (name: "lexical" | "dense"): Partial<Record<typeof name, ExplainedLeg>> => {
    const found = explanationOf(name, stages);
    return found === undefined ? {} : { [name]: { rank: found.rank ?? 0, score: found.value } };
  };
  const identifiers = explanationOf("identifiers", stages);
  const fusion = explanationOf("fusion", stages);
  const rerank = explanationOf("rerank", stages);
  return {
    ...leg("lexical"),
    ...leg("dense"),
    ...(identifiers === undefined ? {} : { identifiers: identifiers.value }),
    ...(rerank && { rerank: { rank: rerank.rank ?? 0, score: rerank.value, rule: rerank.description } }),
    fusion: fusion?.description ?? "",
    fused: fusion?.value ?? 0,
    stages,
  };
}
