import type { ReadingNote } from "@footnote/contracts";
import type { Accepted } from "./accepted.ts";

/** What recognition made of the pages that hold no text of their own; undefined: it did not run. */
export function recognitionNotes(
  withoutText: number,
  of: number,
  accepted: Accepted | undefined,
): ReadingNote[] {
  const notes: ReadingNote[] = [];
  if (withoutText > 0) notes.push({ kind: "pages_without_text", count: withoutText, of });
  if (accepted === undefined) return notes;
  const { pages, empty, failed } = accepted;
  if (pages.size > 0) {
    const confidences = [...pages.values()].map((page) => page.confidence);
    const confidence = Math.round(confidences.reduce((sum, it) => sum + it, 0) / confidences.length);
    notes.push({ kind: "pages_recognised", count: pages.size, of, confidence });
  }
  if (empty > 0) notes.push({ kind: "pages_recognised_empty", count: empty, of });
  if (failed > 0) notes.push({ kind: "pages_not_recognised", count: failed, of });
  return notes;
}
