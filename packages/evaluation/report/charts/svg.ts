import { escapeMarkup } from "../escape.ts";

export const WIDTH = 560;
export const HEIGHT = 240;
export const LEFT = 52;
export const RIGHT = 30;
export const TOP = 12;
export const BOTTOM = 34;
/** As many as the style has colours for. */
export const SERIES = 8;

export function x(share: number): number {
  return round(LEFT + share * (WIDTH - LEFT - RIGHT));
}

export function y(share: number): number {
  return round(HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM));
}

export function round(value: number): number {
  return Math.round(value * 10) / 10;
}

/** A chart with what it shows in words, for those who do not see it. */
export function figure(title: string, says: string, shapes: string, legend: readonly string[]): string {
  const keys = legend.map(
    (name, index) => `<li><i class="key s${index % SERIES}"></i>${escapeMarkup(name)}</li>`,
  );
  return `<figure><figcaption>${escapeMarkup(title)}</figcaption><svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${escapeMarkup(`${title}. ${says}`)}">${shapes}</svg>${legend.length === 0 ? "" : `<ul class="legend">${keys.join("")}</ul>`}</figure>`;
}

/** Lines across at these shares of the height, each with its label. */
export function grid(marks: readonly { readonly at: number; readonly label: string }[]): string {
  return marks
    .map(
      ({ at, label }) =>
        `<line class="grid" x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${y(at)}" y2="${y(at)}"/><text class="tick" x="${LEFT - 6}" y="${y(at) + 4}" text-anchor="end">${escapeMarkup(label)}</text>`,
    )
    .join("");
}

/** Labels below at these shares of the width. */
export function below(marks: readonly { readonly at: number; readonly label: string }[]): string {
  return marks
    .map(
      ({ at, label }) =>
        `<text class="tick" x="${x(at)}" y="${HEIGHT - BOTTOM + 18}" text-anchor="middle">${escapeMarkup(label)}</text>`,
    )
    .join("");
}

export const SHARES = [0, 0.25, 0.5, 0.75, 1].map((at) => ({ at, label: String(at) }));
