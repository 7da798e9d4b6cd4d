import { areaUnderCurve, fitLogistic, type LabelledPoint, leaveOneGroupOut } from "./logistic-regression.ts";

export const SIGNALS = ["nearness", "prominence", "support", "strangeness", "lead"] as const;
export const READ = ["compared", "reading"] as const;
export const BEFORE_READING = ["nearness", "prominence", "coverage", "lead"] as const;
export const KINDS = ["answerable", "no answer written", "answer taken away"] as const;
/** The share of questions without an answer that are to be declined: seven of eight, and a little. */
const DECLINED = 0.88;

export type Kind = (typeof KINDS)[number];
export type Point = LabelledPoint & { readonly set: string; readonly kind: Kind };
type Scored = Point & { readonly probability: number };

/**
 * Prints the coefficients, and what they reach on questions that they were not fitted on, by threshold.
 * @param inUse the threshold in the code
 */
export function report(points: readonly Point[], signals: readonly string[], inUse?: number): void {
  const model = fitLogistic(points);
  console.log(`\nintercept ${model.intercept.toFixed(2)}`);
  for (const [at, signal] of signals.entries()) console.log(`${signal} ${model.weights[at]?.toFixed(2)}`);
  const odds = leaveOneGroupOut(points);
  const unseen = points.map((point, at) => ({ ...point, probability: sigmoid(odds[at] as number) }));
  console.log("\nLeaving each question out:");
  for (const set of new Set(unseen.map((point) => point.set))) {
    const own = unseen.filter((point) => point.set === set);
    const area = areaUnderCurve(
      own,
      own.map(({ probability }) => probability),
    );
    console.log(`${set}: AUC ${area.toFixed(3)}`);
  }
  const chosen = chooseThreshold(unseen);
  const steps = Array.from({ length: 11 }, (_, step) => 0.3 + step * 0.05);
  console.log(`Right per kind (${KINDS.join(", ")}), for each set:`);
  for (const from of [...steps, chosen].toSorted((a, b) => a - b)) {
    const marks = `${from === chosen ? "  <- the rule" : ""}${from === inUse ? "  <- in use" : ""}`;
    console.log(`from ${from.toFixed(2)}: ${rowOf(unseen, from)}${marks}`);
  }
}

/**
 * The smallest threshold at which enough of the questions that nobody wrote an answer to are declined. Those whose answer
 * was taken away help to fit, but around the gap stands a page about the very thing, which real gaps rarely have.
 */
function chooseThreshold(unseen: readonly Scored[]): number {
  const negatives = unseen.filter(({ kind }) => kind === "no answer written");
  for (let percent = 30; percent < 100; percent++) {
    const declined = negatives.filter(({ probability }) => probability < percent / 100).length;
    if (declined >= DECLINED * negatives.length) return percent / 100;
  }
  return 1;
}

function rowOf(unseen: readonly Scored[], from: number): string {
  const sets = [...new Set(unseen.map(({ set }) => set))];
  const cells = sets.map((set) => {
    const counts = KINDS.map((kind) => {
      const own = unseen.filter((point) => point.set === set && point.kind === kind);
      const right = own.filter(({ probability, answerable }) => probability >= from === answerable).length;
      return `${right} of ${own.length}`;
    });
    return `${set} ${counts.join(", ")}`;
  });
  return cells.join("; ");
}

function sigmoid(odds: number): number {
  return 1 / (1 + Math.exp(-odds));
}
