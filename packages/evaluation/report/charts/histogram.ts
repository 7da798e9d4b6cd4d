import { below, figure, grid, SERIES, x, y } from "./svg.ts";

const BINS = 20;

/** How often values occur, in bins of the same width from 0 to the largest one; groups side by side. */
export function histogram(
  title: string,
  groups: readonly { readonly name: string; readonly values: readonly number[] }[],
  unit: string,
): string {
  const largest = Math.max(0, ...groups.flatMap(({ values }) => values));
  if (largest === 0) return "";
  const counted = groups.map(({ values }) => {
    const bins = new Array<number>(BINS).fill(0);
    for (const value of values) {
      const bin = Math.min(BINS - 1, Math.max(0, Math.floor((value / largest) * BINS)));
      bins[bin] = (bins[bin] as number) + 1;
    }
    return bins;
  });
  const most = Math.max(1, ...counted.flat());
  const width = 1 / BINS / groups.length;
  const bars = counted.flatMap((bins, group) =>
    bins.map((count, bin) => {
      const left = x(bin / BINS + group * width);
      const top = y(count / most);
      return `<rect class="bar s${group % SERIES}" x="${left}" y="${top}" width="${Math.max(1, x(width) - x(0) - 1).toFixed(1)}" height="${(y(0) - top).toFixed(1)}"/>`;
    }),
  );
  const labels = [0, 0.25, 0.5, 0.75, 1].map((at) => ({
    at,
    label: `${Number((at * largest).toPrecision(2))}${at === 1 ? ` ${unit}` : ""}`.trim(),
  }));
  const counts = [0, 0.5, 1].map((at) => ({ at, label: `${Math.round(at * most)}` }));
  return figure(
    title,
    groups.map(({ name, values }) => `${name}: ${values.length} values`).join("; "),
    grid(counts) + below(labels) + bars.join(""),
    groups.map(({ name }) => name),
  );
}
