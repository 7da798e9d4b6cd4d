import type { CodeBlock } from "@footnote/contracts";
import { textIn, type Unit } from "../units/unit.ts";
import type { Shown } from "./part.ts";

/** Commands belong together: one alone may do harm. Longer code is cut where a line ends. */
const MOST_LINES = 40;
const MOST_CHARACTERS = 4_000;

export function showCode({ passage }: Unit, block: CodeBlock): Shown {
  const lines = textIn(passage, block).slice(0, MOST_CHARACTERS).split("\n").slice(0, MOST_LINES);
  const text = lines.join("\n");
  return {
    block: { kind: "code", text, language: block.language },
    spans: [{ start: block.start, end: block.start + text.length }],
  };
}
