import type { AnswerPassage, Citation, Span } from "@footnote/contracts";
import { textIn } from "./units/unit.ts";

/** Whether the passage is a piece of the text around it: false where the two are of different versions. */
export function isIntact({ candidate, section }: AnswerPassage): boolean {
  if (section.text.length !== section.end - section.start) return false;
  if (candidate.start < section.start || candidate.end > section.end || candidate.start >= candidate.end)
    return false;
  return candidate.text.endsWith(
    section.text.slice(candidate.start - section.start, candidate.end - section.start),
  );
}

/**
 * The citation of a span of the version's canonical text, its quote cut from that text; undefined where nothing that
 * can be read stands there. `span` counts from the start of the canonical text.
 */
export function cite(
  passage: AnswerPassage,
  span: Span,
  headingPath: readonly string[],
): Citation | undefined {
  const { candidate, section } = passage;
  if (span.start < section.start || span.end > section.end || span.start >= span.end) return undefined;
  const quote = textIn(passage, span);
  if (quote.trim() === "") return undefined;
  const page = section.blocks.findLast(({ start, page }) => start <= span.start && page !== undefined)?.page;
  return {
    document: candidate.document,
    bucket: candidate.bucket,
    key: candidate.key,
    title: candidate.title,
    version: candidate.version,
    headingPath,
    page: page ?? candidate.page,
    writtenAt: candidate.writtenAt,
    start: span.start,
    end: span.end,
    quote,
    places: candidate.places,
  };
}
