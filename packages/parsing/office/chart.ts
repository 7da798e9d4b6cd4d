import type { Element } from "domhandler";
import type { DraftBlock } from "../canonical/draft.ts";
import type { NoteTaker } from "../canonical/note-taker.ts";
import { attribute, child, children, descendants, parseXml, textOf } from "../xml/tree.ts";
import { drawingText } from "./drawing-text.ts";
import { showNumber } from "./number.ts";

/** Excel's own limit is 4,000 points where they are shown as columns; what claims more is a mistake or an attack. */
const MOST_POINTS = 10_000;
const MOST_SERIES = 255;

interface Series {
  readonly name: string;
  readonly categories: Points;
  readonly values: Points;
  /** Of a bubble, which a third number makes large or small; empty in other charts. */
  readonly sizes: Points;
}

/** By their index, which may leave gaps. */
type Points = ReadonlyMap<number, string>;

/**
 * What a chart says: its titles, and its series as a table of one row for each category, from the values that the
 * file keeps of its last drawing (ECMA-376 21.2; and charts of Office 2016, [MS-ODRAWXML] 2.24.3).
 * @param hasData false where the numbers stand in the same file anyhow: then the names alone are said
 */
export function readChart(xml: Uint8Array, notes: NoteTaker, hasData = true): DraftBlock[] {
  const root = children(parseXml(xml))[0];
  if (root === undefined) return [];
  const blocks: DraftBlock[] = [];
  const titles = [...descendants(root, "title")].map(titleText).filter((text) => text !== "");
  if (titles.length > 0) blocks.push({ kind: "paragraph", text: `Chart: ${titles.join("; ")}` });
  for (const plot of [...descendants(root, "plotArea"), ...descendants(root, "chartData")]) {
    const series = [...descendants(plot, "ser", "data")].slice(0, MOST_SERIES).map(readSeries);
    blocks.push(...(hasData ? asTables(series) : asNames(series)));
  }
  const labels = [...descendants(root, "dLbl")].map(drawingText).filter((text) => text !== "");
  if (labels.length > 0) blocks.push({ kind: "paragraph", text: `Labels: ${labels.join("; ")}` });
  // Shapes that someone drew over the chart lie in a part of their own.
  if (descendants(root, "userShapes").next().done === false) {
    notes.add("embedded_objects", { name: "shapes drawn over a chart" });
  }
  return blocks;
}

function titleText(title: Element): string {
  const rich = drawingText(title).replaceAll("\n", " ");
  return rich === "" ? [...descendants(title, "v")].map(textOf).join(" ").trim() : rich;
}

function readSeries(series: Element): Series {
  const name = child(series, "tx");
  return {
    name: name === undefined ? "" : [...descendants(name, "v")].map(textOf).join(" "),
    categories: pointsOf(child(series, "cat") ?? child(series, "xVal") ?? child(series, "strDim")),
    values: pointsOf(child(series, "val") ?? child(series, "yVal") ?? child(series, "numDim")),
    sizes: pointsOf(child(series, "bubbleSize")),
  };
}

/** Categories of several levels are said as "2025 Q1", the outermost first. */
function pointsOf(source: Element | undefined): Points {
  if (source === undefined) return new Map();
  const levels = [...descendants(source, "lvl")].toReversed();
  const common = textOf(descendants(source, "formatCode").next().value ?? undefined);
  let points = new Map<number, string>();
  for (const level of levels.length > 0 ? levels : [source]) {
    const own = new Map<number, string>();
    for (const point of descendants(level, "pt")) {
      const index = Number(attribute(point, "idx"));
      if (!Number.isInteger(index) || index < 0 || index >= MOST_POINTS) continue;
      const format = attribute(point, "formatCode") ?? attribute(level, "formatCode") ?? common;
      own.set(index, showNumber(textOf(child(point, "v") ?? point), format));
    }
    points = points.size === 0 ? own : below(points, own);
  }
  return points;
}

/** Members of groups: a group's name stands at its first member only. */
function below(groups: Points, members: Points): Map<number, string> {
  const all = new Map<number, string>();
  let group = "";
  for (const index of inOrder([groups, members])) {
    group = groups.get(index) ?? group;
    all.set(index, `${group} ${members.get(index) ?? ""}`.trim());
  }
  return all;
}

function inOrder(all: readonly Points[]): number[] {
  return [...new Set(all.flatMap((points) => [...points.keys()]))].sort((a, b) => a - b);
}

/** Series over the same categories stand beside each other. */
function asTables(all: readonly Series[]): DraftBlock[] {
  const groups = new Map<string, Series[]>();
  for (const series of all) {
    const key = JSON.stringify([...series.categories]);
    groups.set(key, [...(groups.get(key) ?? []), series]);
  }
  return [...groups.values()].map((series) => {
    const categories: Points = series[0]?.categories ?? new Map();
    const columns = series.flatMap((it) => [
      { name: it.name, points: it.values },
      ...(it.sizes.size === 0 ? [] : [{ name: `${it.name} size`.trim(), points: it.sizes }]),
    ]);
    const rows = inOrder([categories, ...columns.map(({ points }) => points)]).map((index) => [
      categories.get(index) ?? "",
      ...columns.map(({ points }) => points.get(index) ?? ""),
    ]);
    const names = ["", ...columns.map(({ name }) => name)];
    const isNamed = names.some((name) => name.trim() !== "");
    return { kind: "table", headerRows: isNamed ? 1 : 0, rows: isNamed ? [names, ...rows] : rows };
  });
}

function asNames(all: readonly Series[]): DraftBlock[] {
  const names = all.map((it) => it.name).filter((name) => name.trim() !== "");
  const categories = [...new Set(all.flatMap((it) => [...it.categories.values()]))].filter(
    (it) => it.trim() !== "",
  );
  const lines = [
    ...(names.length === 0 ? [] : [`Series: ${names.join(", ")}`]),
    ...(categories.length === 0 ? [] : [`Categories: ${categories.join(", ")}`]),
  ];
  return lines.length === 0 ? [] : [{ kind: "paragraph", text: lines.join("\n") }];
}

/** Whether a part is one of the two kinds of chart. */
export function isChart(type: string): boolean {
  return type === "chart" || type === "chartEx";
}
