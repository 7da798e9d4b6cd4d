import { formatDate } from "../format/instant.ts";
import type { NumberedAnswer } from "./footnotes.ts";
import { placeIn } from "./place-in.ts";

/** The answer as plain text for a mail or a page: each part with the numbers of its footnotes, and the sources below. */
export function copyText(question: string, { parts, footnotes }: NumberedAnswer): string {
  const answer = parts.map(
    ({ text, footnotes: numbers }) => `${text}${numbers.map((n) => ` [${n}]`).join("")}`,
  );
  const sources = footnotes.map(
    (citation, at) =>
      `[${at + 1}] ${citation.title}: ${placeIn(citation)} (${citation.bucket}/${citation.key}, changed ${formatDate(citation.writtenAt)})`,
  );
  return [question, ...answer, sources.join("\n")].join("\n\n");
}
