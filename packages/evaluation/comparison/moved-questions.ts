import { isLessBetter } from "../measures/directions.ts";
import type { QuestionResult } from "../runs/result.ts";
import type { FinishedRun } from "../runs/run-folder.ts";

export interface RankedName {
  readonly name: string;
  /** Whether it holds what answers. */
  readonly isGold: boolean;
  /** Ranks of the legs, where they are known; empty else. */
  readonly why: string;
}

export interface MovedQuestion {
  readonly id: string;
  readonly question: string;
  readonly before: number;
  readonly after: number;
  /** Both rankings side by side. */
  readonly rankings: readonly {
    readonly rank: number;
    readonly before: RankedName | undefined;
    readonly after: RankedName | undefined;
  }[];
}

const RANKS = 5;

/** The questions that one run answers better than the other, those that moved most first. */
export function movedQuestions(
  before: FinishedRun,
  after: FinishedRun,
  measure: string,
): { readonly won: MovedQuestion[]; readonly lost: MovedQuestion[] } {
  const earlier = new Map(before.results.map((result) => [result.id, result]));
  const sign = isLessBetter(measure) ? -1 : 1;
  const moved = after.results.flatMap((result) => {
    const other = earlier.get(result.id);
    const [was, is] = [other?.measures[measure], result.measures[measure]];
    if (other === undefined || was == null || is == null || was === is) return [];
    const question = {
      id: result.id,
      question: result.question,
      before: was,
      after: is,
      rankings: sideBySide(rankedNames(other), rankedNames(result)),
    };
    return [{ question, gain: sign * (is - was) }];
  });
  const ordered = moved.sort((one, other) => Math.abs(other.gain) - Math.abs(one.gain));
  return {
    won: ordered.filter(({ gain }) => gain > 0).map(({ question }) => question),
    lost: ordered.filter(({ gain }) => gain < 0).map(({ question }) => question),
  };
}

function sideBySide(before: readonly RankedName[], after: readonly RankedName[]) {
  return Array.from({ length: Math.max(before.length, after.length) }, (_, index) => ({
    rank: index + 1,
    before: before[index],
    after: after[index],
  }));
}

/** Sections where they are known, else documents. */
function rankedNames({ sections, ranking, judgements }: QuestionResult): RankedName[] {
  if (sections === undefined)
    return ranking.slice(0, RANKS).map(([name]) => ({ name, isGold: (judgements[name] ?? 0) > 0, why: "" }));
  return sections.slice(0, RANKS).map(({ bucket, key, headingPath, holds, lexical, dense }) => {
    const legs = [lexical && `words ${lexical.rank}`, dense && `vector ${dense.rank}`].filter(Boolean);
    return {
      name: [`${bucket}/${key}`, ...headingPath.slice(-1)].join(" > "),
      isGold: holds === true,
      why: legs.length === 0 ? "" : ` (${legs.join(", ")})`,
    };
  });
}
