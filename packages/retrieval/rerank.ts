import {
  asFootnoteError,
  type Candidate,
  type Explanation,
  explanationOf,
  type Reranker,
  type Reranking,
} from "@footnote/contracts";
import { firstAbort } from "@footnote/runtime";

export interface RerankRule {
  readonly reranker: Reranker;
  /** How many candidates it reads, from the best; the others stay behind them. */
  readonly candidates: number;
  /** What its score counts, 0 to 1; the order of search counts the rest. Both are min-max normalised. */
  readonly weight: number;
  /** Past it the order of search stands: somebody waits. */
  readonly deadlineMilliseconds: number;
}

export interface Reranked {
  /** Best first, each with this stage's node above what was there before. */
  readonly candidates: readonly Candidate[];
  readonly reranking: Reranking;
}

const STAGE = "rerank";

/**
 * The candidates as the reranker orders them. It fails no question: what is wrong with it is said, and the order of search stands.
 * Identifiers go before it as they go before search: no model knows one error code from the next.
 * @throws the signal's reason
 */
export async function rerank(
  rule: RerankRule,
  question: string,
  candidates: readonly Candidate[],
  signal: AbortSignal,
): Promise<Reranked> {
  const { reranker, weight, deadlineMilliseconds } = rule;
  signal.throwIfAborted();
  const read = candidates.slice(0, rule.candidates);
  const deadline = AbortSignal.timeout(deadlineMilliseconds);
  // One that does not stop when it is told to holds up nobody.
  using ending = firstAbort([signal, deadline]);
  const scoring = reranker.score(question, read.map(textOf), AbortSignal.any([signal, deadline]));
  const scores = await Promise.race([scoring, ending.promise]).catch((error: unknown) => {
    signal.throwIfAborted();
    if (deadline.aborted) return `It did not answer within ${deadlineMilliseconds} milliseconds.`;
    return asFootnoteError(error).message;
  });
  if (typeof scores === "string") return asSearchOrdered(candidates, reranker.id, scores);
  const normalised = minMax(scores);
  const before = minMax(read.map(({ explanation }) => explanation.value));
  const description = `${weight} of what ${reranker.id} says and ${round(1 - weight)} of the order before, each min-max normalised`;
  const ordered = read
    .map((candidate, at) => ({
      candidate,
      score: scores[at] as number,
      value: weight * (normalised[at] as number) + (1 - weight) * (before[at] as number),
    }))
    .toSorted((a, b) => identifiersOf(b.candidate) - identifiersOf(a.candidate) || b.value - a.value)
    .map(({ candidate, score, value }, at) => {
      const said = { stage: "reranker", value: score, description: reranker.id, details: [] };
      return above(candidate, { value, rank: at + 1, description }, [said]);
    });
  return {
    candidates: [...ordered, ...candidates.slice(read.length)],
    reranking: { by: reranker.id },
  };
}

/** What the reranker reads of a passage: "At reception, with a photo." means little without the headings above it. */
function textOf({ title, headingPath, text }: Candidate): string {
  const path = headingPath.length === 0 ? [title] : headingPath;
  return `${path.join(" > ")}\n${text}`;
}

/** What search found as it found it, with what kept the reranker from reading it. */
export function asSearchOrdered(candidates: readonly Candidate[], by: string, trouble: string): Reranked {
  const description = `the order before stands: ${by} was asked. ${trouble}`;
  return {
    candidates: candidates.map((candidate, at) =>
      above(candidate, { value: candidate.explanation.value, rank: at + 1, description }, []),
    ),
    reranking: { by, trouble },
  };
}

function above(
  candidate: Candidate,
  node: Omit<Explanation, "stage" | "details">,
  details: readonly Explanation[],
): Candidate {
  return {
    ...candidate,
    explanation: { stage: STAGE, ...node, details: [...details, candidate.explanation] },
  };
}

function identifiersOf({ explanation }: Candidate): number {
  return explanationOf("identifiers", explanation)?.value ?? 0;
}

/** 0 to 1; all 0 where they are equal. */
function minMax(values: readonly number[]): number[] {
  const least = Math.min(...values);
  const range = Math.max(...values) - least;
  return values.map((value) => (range === 0 ? 0 : (value - least) / range));
}

function round(value: number): number {
  return Number(value.toFixed(3));
}
