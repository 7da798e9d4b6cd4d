import type { Answer, AnswerStatus } from "@footnote/contracts";
import type { MeasureRow } from "../measures/measure.ts";

/**
 * At which stage the answer was lost: the passage stands in no document that is searched; no leg found it; it was found but
 * ranked behind the sections that are shown; it was shown and the question was declined; it was answered without citing it.
 */
export const LOSSES = ["not_indexed", "not_retrieved", "ranked_away", "declined", "not_cited"] as const;
export type Loss = (typeof LOSSES)[number];

export interface LegScore {
  readonly rank: number;
  readonly score: number;
}

/** A section that search showed, as it was ranked. */
export interface ShownSection {
  readonly bucket: string;
  readonly key: string;
  readonly headingPath: readonly string[];
  readonly page: number | null;
  /** The chunk that was found in it, cut to what a person reads. */
  readonly text: string;
  readonly fused: number;
  /** Absent where that leg did not find it. */
  readonly lexical?: LegScore;
  readonly dense?: LegScore;
  /** Whether it holds a passage that answers; absent where the question names none. */
  readonly holds?: boolean;
}

export interface ShownCitation {
  readonly bucket: string;
  readonly key: string;
  readonly page: number | null;
  readonly quote: string;
  /** Whether the quote stands in that version's text at the span that it names. */
  readonly isVerbatim: boolean;
}

/** `writing` and `unwritten` where a language model was asked. */
export interface ShownAnswer extends Pick<Answer, "writing" | "unwritten"> {
  readonly status: AnswerStatus;
  readonly text: string;
  readonly parts: readonly { readonly text: string; readonly citations: readonly ShownCitation[] }[];
}

/** All that a run keeps of one question: a line of results.jsonl. */
export interface QuestionResult {
  readonly id: string;
  readonly question: string;
  readonly answerable: boolean;
  /** Documents, best first, with what they are ordered by. */
  readonly ranking: readonly (readonly [document: string, score: number])[];
  /** Grades of judged documents. Empty where the question names none. */
  readonly judgements: Readonly<Record<string, number>>;
  /** What it was expected to say, in words. */
  readonly expected?: string;
  readonly sections?: readonly ShownSection[];
  readonly answer?: ShownAnswer;
  /** Null where nothing was lost, absent where the question names no passage. */
  readonly loss?: Loss | null;
  readonly measures: MeasureRow;
}

/** What differs between two runs of the same: a line of timings.jsonl. */
export interface QuestionTiming {
  readonly id: string;
  readonly searchMilliseconds: number;
  readonly answerMilliseconds?: number;
}
