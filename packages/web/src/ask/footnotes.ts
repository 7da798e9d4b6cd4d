import type { AnswerPart, Citation } from "@footnote/contracts";
import type { Place } from "../app/paths.ts";

export interface NumberedPart extends Omit<AnswerPart, "citations"> {
  /** Numbers of its footnotes, ascending. */
  readonly footnotes: readonly number[];
}

export interface NumberedAnswer {
  readonly parts: readonly NumberedPart[];
  /** Footnote n stands at n - 1. */
  readonly footnotes: readonly Citation[];
}

/** Numbers the citations from 1 as they first occur; the same span of the same version is one footnote. */
export function numberFootnotes(parts: readonly AnswerPart[]): NumberedAnswer {
  const numbers = new Map<string, number>();
  const footnotes: Citation[] = [];
  const numbered = parts.map(({ citations, ...part }) => {
    const cited = citations.map((citation) => {
      const place = `${citation.document} ${citation.version} ${citation.start} ${citation.end}`;
      const number = numbers.get(place) ?? footnotes.push(citation);
      numbers.set(place, number);
      return number;
    });
    return { ...part, footnotes: [...new Set(cited)].sort((a, b) => a - b) };
  });
  return { parts: numbered, footnotes };
}

/** Parts that stand in one paragraph or list. */
export function runsOf(parts: readonly NumberedPart[]): NumberedPart[][] {
  const runs: NumberedPart[][] = [];
  for (const part of parts) {
    const last = runs.at(-1);
    if (part.continues && last !== undefined) last.push(part);
    else runs.push([part]);
  }
  return runs;
}

export interface NumberedCitation {
  readonly number: number;
  readonly citation: Citation;
}

/** The footnotes by document, each document where its first one stands. */
export function byDocument(footnotes: readonly Citation[]): NumberedCitation[][] {
  const numbered = footnotes.map((citation, at) => ({ number: at + 1, citation }));
  const groups = Map.groupBy(numbered, ({ citation }) => `${citation.document} ${citation.version}`);
  return [...groups.values()];
}

export function placeOfCitation({ document, version, start, end }: Citation): Place {
  return { document, version, span: { start, end } };
}

/** The footnote that an address's fragment opens. @example footnoteOf("#footnote-2") // 2 */
export function footnoteOf(fragment: string): number | undefined {
  const digits = /^#footnote-(\d+)$/.exec(fragment)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

/** The same in a conversation: which of its answers, from 1, and which footnote there. @example "#answer-2-footnote-1" */
export function footnoteIn(
  fragment: string,
): { readonly answer: number; readonly number: number } | undefined {
  const [, answer, number] = /^#answer-(\d+)-footnote-(\d+)$/.exec(fragment) ?? [];
  return answer === undefined || number === undefined
    ? undefined
    : { answer: Number(answer), number: Number(number) };
}
