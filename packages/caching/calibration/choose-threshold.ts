import { upperBound } from "./bound.ts";

/** Two questions of which the second would have been given the answer to the first, and whether that would have been wrong. */
export interface JudgedPair {
  readonly cosine: number;
  readonly isWrong: boolean;
}

/** The share of wrong ones among the answers that are given again which is to be kept to, and how sure that has to be. */
export interface CalibrationAims {
  readonly wrongRate: number;
  readonly confidence: number;
}

export interface ThresholdChoice {
  /** Undefined: nothing that was judged is enough to say that the rate is kept to. */
  readonly threshold: number | undefined;
  /** At or above the threshold, all of them where there is none: */
  readonly judged: number;
  readonly wrong: number;
  /** Of the share of wrong ones, at the confidence that was asked for. */
  readonly bound: number;
  /** Pairs without a wrong one that would be enough. */
  readonly needed: number;
}

/**
 * The lowest cosine from which on the wrong ones are at most so many, at that confidence.
 *
 * Many thresholds are looked at, and the best of many looks is too good. So they are looked at in an order that does not depend
 * on what was judged, from the nearest pairs down, and the first one that does not hold ends it: fixed sequence testing, as in
 * Angelopoulos et al., "Learn then Test" (2021), keeps the confidence of a single look. Looks are where one more wrong pair
 * begins to be allowed, and at the end. Pairs need not be alike: for shares that differ the tail of their sum lies below the
 * binomial's (Hoeffding 1956).
 */
export function chooseThreshold(pairs: readonly JudgedPair[], aims: CalibrationAims): ThresholdChoice {
  const nearest = pairs.toSorted((one, other) => other.cosine - one.cosine);
  const needed = pairsNeeded(0, 0, aims);
  const chosen = (count: number, threshold: number | undefined): ThresholdChoice => {
    const wrong = wrongIn(nearest.slice(0, count));
    return { threshold, judged: count, wrong, bound: upperBound(wrong, count, aims.confidence), needed };
  };
  let held = 0;
  for (const look of looksAt(nearest, aims)) {
    if (upperBound(wrongIn(nearest.slice(0, look)), look, aims.confidence) > aims.wrongRate) break;
    held = look;
  }
  return held === 0 ? chosen(nearest.length, undefined) : chosen(held, nearest[held - 1]?.cosine);
}

/** How many of the nearest pairs are looked at together: those with the same cosine always are. */
function* looksAt(nearest: readonly JudgedPair[], aims: CalibrationAims): Generator<number> {
  let look = 0;
  for (let allowed = 0; look < nearest.length; allowed++) {
    const enough = pairsNeeded(allowed, look, aims);
    if (enough > nearest.length) {
      if (allowed > 0) yield nearest.length;
      return;
    }
    look = enough;
    while (nearest[look]?.cosine === nearest[look - 1]?.cosine) look++;
    yield look;
  }
}

/** The fewest pairs of which so many may be wrong. */
function pairsNeeded(wrong: number, atLeast: number, { wrongRate, confidence }: CalibrationAims): number {
  let count = Math.max(wrong + 1, atLeast);
  while (upperBound(wrong, count, confidence) > wrongRate) count++;
  return count;
}

function wrongIn(pairs: readonly JudgedPair[]): number {
  return pairs.filter(({ isWrong }) => isWrong).length;
}
