import type { FoundPassage } from "@footnote/client";
import { type Answer, type Citation, showName } from "@footnote/contracts";
import { printResults } from "./print-search.ts";
import { styled } from "./styles.ts";
import { nameOf } from "./words.ts";

/** The answer with numbers in its text, and each source once below it. */
export function printAnswer(
  { status, parts, text, unknown, unwritten, writing }: Answer,
  nearest: readonly FoundPassage[] = [],
): string {
  if (parts.length === 0) return [text, ...printNearest(nearest)].join("\n\n");
  const opening = [
    ...(unwritten === undefined ? [] : [`${unwritten.message} In the documents' own words:`]),
    ...(unknown.length > 0 ? [`${unknown.join(", ")}: stands in no document that you can read.`] : []),
    ...(status === "closest" ? ["No sure answer. These passages come closest:"] : []),
  ];
  const sources = new Sources();
  const numbered = parts.map((part) => {
    const disagrees = part.disagrees ? "Another document says otherwise: " : "";
    const computed = part.computed ? " (computed)" : "";
    const numbers = new Set(part.citations.map((citation) => sources.numberOf(citation)));
    const footnotes = [...numbers].map((number) => styled("bold", `[${number}]`)).join("");
    return `${disagrees}${part.text}${computed} ${footnotes}`;
  });
  const missing =
    status === "partly_answered" && writing !== undefined
      ? [
          `Answered in part: ${writing.isCutOff ? "the rest never came" : `${writing.dropped} more that no passage says`}.`,
        ]
      : [];
  return [...opening, ...numbered, ...missing, sources.lines().join("\n")].join("\n\n");
}

/** What search ranks first, where no passage could be given as an answer. */
function printNearest(nearest: readonly FoundPassage[]): string[] {
  return nearest.some(({ score }) => score > 0) ? ["What comes closest:", printResults(nearest)] : [];
}

/** Passages of one section are one source. */
class Sources {
  readonly #lines = new Map<string, number>();

  numberOf({ bucket, key, page, headingPath }: Citation): number {
    const heading = headingPath.length > 0 ? `: ${headingPath.map(showName).join(" > ")}` : "";
    const line = `${nameOf({ bucket, key })}${page === null ? "" : `, page ${page}`}${heading}`;
    const number = this.#lines.get(line) ?? this.#lines.size + 1;
    this.#lines.set(line, number);
    return number;
  }

  lines(): string[] {
    return [...this.#lines].map(([line, number]) => `${styled("bold", `[${number}]`)} ${line}`);
  }
}
