export interface LabelledPoint {
  readonly signals: readonly number[];
  readonly answerable: boolean;
  /** Points that must not be on both sides of a cross-validation. */
  readonly group: string;
}

/** intercept + Σ weights[i] · signals[i] is the log-odds of "answerable". */
export interface LogisticModel {
  readonly intercept: number;
  readonly weights: readonly number[];
}

const NEWTON_STEPS = 30;

/**
 * L2-regularised logistic regression by Newton's method on standardised signals; both classes weigh the same.
 * `ridge` 1 is a standard normal prior on each standardised weight; the intercept has none.
 */
export function fitLogistic(points: readonly LabelledPoint[], ridge = 1): LogisticModel {
  const size = points[0]?.signals.length ?? 0;
  const columns = Array.from({ length: size }, (_, at) => points.map(({ signals }) => signals[at] as number));
  const means = columns.map(mean);
  const deviations = columns.map(
    (column, at) => Math.sqrt(mean(column.map((value) => (value - (means[at] as number)) ** 2))) || 1,
  );
  const rows = points.map(({ signals }) => [
    1,
    ...signals.map((value, at) => (value - (means[at] as number)) / (deviations[at] as number)),
  ]);
  const positives = points.filter(({ answerable }) => answerable).length;
  let weights: number[] = new Array(size + 1).fill(0);
  for (let step = 0; step < NEWTON_STEPS; step++) {
    const gradient = weights.map((weight, at) => (at === 0 ? 0 : ridge * weight));
    const hessian = weights.map((_, i) => weights.map((_, j) => (i === j ? (i === 0 ? 1e-9 : ridge) : 0)));
    rows.forEach((row, index) => {
      const { answerable } = points[index] as LabelledPoint;
      const share = points.length / 2 / (answerable ? positives : points.length - positives);
      const probability = 1 / (1 + Math.exp(-dot(weights, row)));
      for (const [i, value] of row.entries()) {
        gradient[i] = (gradient[i] as number) + share * value * (probability - (answerable ? 1 : 0));
        for (const [j, other] of row.entries()) {
          const line = hessian[i] as number[];
          line[j] = (line[j] as number) + share * value * other * probability * (1 - probability);
        }
      }
    });
    const change = solve(hessian, gradient);
    weights = weights.map((weight, at) => weight - (change[at] as number));
  }
  const scaled = weights.slice(1).map((weight, at) => weight / (deviations[at] as number));
  return { intercept: (weights[0] as number) - dot(scaled, means), weights: scaled };
}

export function logOdds({ intercept, weights }: LogisticModel, signals: readonly number[]): number {
  return intercept + dot(weights, signals);
}

/** The log-odds of every point under a model that has seen no point of its group. */
export function leaveOneGroupOut(points: readonly LabelledPoint[]): number[] {
  const models = new Map<string, LogisticModel>();
  for (const { group } of points) {
    if (!models.has(group)) models.set(group, fitLogistic(points.filter((point) => point.group !== group)));
  }
  return points.map(({ group, signals }) => logOdds(models.get(group) as LogisticModel, signals));
}

/** Probability that an answerable point scores higher than one that is not; a tie counts half. */
export function areaUnderCurve(points: readonly LabelledPoint[], scores: readonly number[]): number {
  const scoresOf = (answerable: boolean) => scores.filter((_, at) => points[at]?.answerable === answerable);
  const negatives = scoresOf(false);
  const wins = scoresOf(true).map((score) =>
    mean(negatives.map((other) => (score > other ? 1 : score === other ? 0.5 : 0))),
  );
  return mean(wins);
}

/** Gauss-Jordan elimination with partial pivoting. */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const rows = matrix.map((row, at) => [...row, right[at] as number]);
  const size = rows.length;
  for (let column = 0; column < size; column++) {
    let pivot = column;
    for (let at = column + 1; at < size; at++) {
      if (Math.abs(rows[at]?.[column] as number) > Math.abs(rows[pivot]?.[column] as number)) pivot = at;
    }
    [rows[column], rows[pivot]] = [rows[pivot] as number[], rows[column] as number[]];
    const top = rows[column] as number[];
    for (const row of rows) {
      if (row === top) continue;
      const factor = (row[column] as number) / (top[column] as number);
      for (let at = column; at <= size; at++) row[at] = (row[at] as number) - factor * (top[at] as number);
    }
  }
  return rows.map((row, at) => (row[size] as number) / (row[at] as number));
}

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, at) => sum + value * (b[at] as number), 0);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
