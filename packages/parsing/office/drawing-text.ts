import type { ParentNode } from "domhandler";
import { descendants, textOf } from "../xml/tree.ts";

/** The paragraphs of a text in a drawing (ECMA-376 21.1.2), one a line. */
export function drawingText(body: ParentNode | undefined): string {
  if (body === undefined) return "";
  const paragraphs = [...descendants(body, "p")].map((it) => [...descendants(it, "t")].map(textOf).join(""));
  return paragraphs
    .filter((text) => text.trim() !== "")
    .join("\n")
    .trim();
}
