import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const tokens = readFileSync(new URL("./src/styles/tokens.css", import.meta.url), "utf8");

const THEMES = ["light", "dark"] as const;
const GROUNDS = ["ground", "raised", "sunk"];

/** The two colours of each token, as relative luminances. */
const luminances = new Map(
  [...tokens.matchAll(/--([a-z-]+): light-dark\(#([0-9a-f]{6}), #([0-9a-f]{6})\)/g)].map(
    ([, name = "", light = "", dark = ""]) => [name, { light: luminance(light), dark: luminance(dark) }],
  ),
);

/** https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [0, 2, 4].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
function contrast(one: string, other: string, theme: "light" | "dark"): number {
  const [a, b] = [luminances.get(one)?.[theme], luminances.get(other)?.[theme]];
  if (a === undefined || b === undefined) throw new Error(`No colour ${one} or ${other}`);
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

test.each(THEMES)("text can be read on every ground in the %s theme", (theme) => {
  for (const ground of GROUNDS) {
    for (const text of ["ink", "ink-soft", "accent", "good", "warn", "bad"]) {
      expect(contrast(text, ground, theme), `${text} on ${ground}`).toBeGreaterThanOrEqual(4.5);
    }
  }
  expect(contrast("mark-ink", "mark", theme)).toBeGreaterThanOrEqual(4.5);
  expect(contrast("on-accent", "accent", theme)).toBeGreaterThanOrEqual(4.5);
});

test.each(THEMES)("controls stand out from every ground in the %s theme", (theme) => {
  for (const ground of GROUNDS) {
    expect(contrast("border", ground, theme), `border on ${ground}`).toBeGreaterThanOrEqual(3);
  }
});
