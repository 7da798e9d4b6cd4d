import type { InlineMark, Span, TextRun } from "@footnote/contracts";
import { sentencesIn } from "../units/sentences-in.ts";
import { textIn, type Unit, wordsIn } from "../units/unit.ts";
import type { Marks, Shown } from "./part.ts";

/** Longer paragraphs are shown around the sentence that is marked. */
const MOST_WORDS = 160;

export function showParagraph(unit: Unit, block: Span, marks: Marks): Shown | undefined {
  const sentences = sentencesIn(unit.passage, block);
  const shown = around(sentences, marks, (span) => wordsIn(textIn(unit.passage, span)));
  const [first] = shown;
  const last = shown.at(-1);
  if (first === undefined || last === undefined) return undefined;
  const span = { start: first.start, end: last.end };
  return { block: { kind: "paragraph", runs: runsOf(unit, span, marks) }, spans: [span] };
}

/** The marked sentence with as many before and after it as there is room for; all where there is room for all. */
function around(sentences: readonly Span[], marks: Marks, words: (span: Span) => number): readonly Span[] {
  let from = Math.max(
    0,
    sentences.findIndex((sentence) => marks.some((mark) => overlap(mark, sentence))),
  );
  let until = from + 1;
  let room = MOST_WORDS - words(sentences[from] ?? { start: 0, end: 0 });
  for (let grown = true; grown; ) {
    grown = false;
    for (const next of [sentences[until], sentences[from - 1]]) {
      if (next === undefined || words(next) > room) continue;
      room -= words(next);
      if (next === sentences[until]) until += 1;
      else from -= 1;
      grown = true;
    }
  }
  return sentences.slice(from, until);
}

/** The text of the span with white space collapsed, cut at the marks and where it looks otherwise in the document. */
export function runsOf({ passage, blocks }: Unit, span: Span, marks: Marks): TextRun[] {
  const looks = blocks.flatMap((block) => block.marks?.filter((mark) => overlap(mark, span)) ?? []);
  const cuts = [
    span.start,
    ...[...marks, ...looks]
      .flatMap(({ start, end }) => [start, end])
      .filter((at) => at > span.start && at < span.end),
    span.end,
  ].sort((a, b) => a - b);
  const runs: TextRun[] = [];
  for (const [index, start] of cuts.slice(0, -1).entries()) {
    const piece = { start, end: cuts[index + 1] as number };
    const text = textIn(passage, piece).replace(/\s+/gu, " ");
    if (text === "") continue;
    const marked = marks.some((mark) => overlap(mark, piece));
    runs.push({ text, marked, ...lookOf(looks.filter((mark) => overlap(mark, piece))) });
  }
  return runs;
}

function lookOf(looks: readonly InlineMark[]): Pick<TextRun, "bold" | "code" | "href"> {
  const link = looks.find((mark) => mark.kind === "link");
  return {
    ...(looks.some(({ kind }) => kind === "bold") ? { bold: true } : {}),
    ...(looks.some(({ kind }) => kind === "code") ? { code: true } : {}),
    ...(link === undefined ? {} : { href: link.href }),
  };
}

function overlap(one: Span, other: Span): boolean {
  return one.start < other.end && one.end > other.start;
}
