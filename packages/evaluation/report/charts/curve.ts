import { below, figure, grid, SERIES, SHARES, x, y } from "./svg.ts";

export interface Series {
  readonly name: string;
  /** In [0, 1] each; `at` is the place on the horizontal axis, in [0, 1], too. */
  readonly points: readonly { readonly at: number; readonly value: number }[];
}

/** Lines over a horizontal axis with these labels. */
export function curve(
  title: string,
  series: readonly Series[],
  labels: readonly { readonly at: number; readonly label: string }[],
): string {
  const lines = series.map(({ points }, index) => {
    const places = points.map(({ at, value }) => `${x(at)},${y(value)}`);
    const dots = points.map(
      ({ at, value }) => `<circle class="dot s${index % SERIES}" cx="${x(at)}" cy="${y(value)}" r="3"/>`,
    );
    return `<polyline class="line s${index % SERIES}" points="${places.join(" ")}"/>${dots.join("")}`;
  });
  const says = series.map(
    ({ name, points }) => `${name}: ${points.map(({ value }) => value.toFixed(2)).join(", ")}`,
  );
  return figure(
    title,
    says.join("; "),
    grid(SHARES) + below(labels) + lines.join(""),
    series.map(({ name }) => name),
  );
}
