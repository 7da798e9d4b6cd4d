import type { AnswerPassage, Span } from "@footnote/contracts";
import { splitSentences } from "../sentences.ts";

/** The sentences of a block of the passage's section, as spans of the document. */
export function sentencesIn({ section }: AnswerPassage, { start, end }: Span): Span[] {
  return splitSentences(section.text, start - section.start, end - section.start).map((sentence) => ({
    start: sentence.start + section.start,
    end: sentence.end + section.start,
  }));
}
