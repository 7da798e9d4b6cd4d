import type { AnswerPassage, Citation, Span } from "@footnote/contracts";

/** Whether the passage is a piece of the text around it: false where the two are of different versions. */
export function isIntact({ candidate, parentText }: AnswerPassage): boolean {
  const { parent } = candidate;
  if (parentText.length !== parent.end - parent.start) return false;
  if (candidate.start < parent.start || candidate.end > parent.end || candidate.start >= candidate.end)
    return false;
  return candidate.text.endsWith(
    parentText.slice(candidate.start - parent.start, candidate.end - parent.start),
  );
}

/**
 * The citation of a span of the version's canonical text, its quote cut from that text; undefined where nothing that
 * can be read stands there. `span` counts from the start of the canonical text.
 */
export function cite({ candidate, parentText }: AnswerPassage, span: Span): Citation | undefined {
  const { parent } = candidate;
  if (span.start < parent.start || span.end > parent.end || span.start >= span.end) return undefined;
  const quote = parentText.slice(span.start - parent.start, span.end - parent.start);
  if (quote.trim() === "") return undefined;
  return {
    document: candidate.document,
    bucket: candidate.bucket,
    key: candidate.key,
    title: candidate.title,
    version: candidate.version,
    headingPath: candidate.headingPath,
    page: candidate.page,
    start: span.start,
    end: span.end,
    quote,
    places: candidate.places,
  };
}
