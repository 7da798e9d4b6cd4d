/** What one question measures, by measure; null where the measure is not defined for it. */
export type MeasureRow = Readonly<Record<string, number | null>>;

/** A mean never says alone what it is the mean of. */
export interface MeasureMean {
  /** Over the questions for which it is defined; null where it is defined for none. */
  readonly mean: number | null;
  readonly defined: number;
  /** Questions for which it is not defined: they are in no mean. */
  readonly undefined: number;
}

export type MeasureMeans = Readonly<Record<string, MeasureMean>>;

/** The mean of each measure that any row has. A row that lacks a measure counts as one for which it is not defined. */
export function meansOf(rows: readonly MeasureRow[]): MeasureMeans {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return Object.fromEntries(
    names.map((name) => {
      const values = rows.flatMap((row) => row[name] ?? []);
      const sum = values.reduce((total, value) => total + value, 0);
      const mean = values.length === 0 ? null : sum / values.length;
      return [name, { mean, defined: values.length, undefined: rows.length - values.length }];
    }),
  );
}
