import type { Span } from "@footnote/contracts";

const segmenter = new Intl.Segmenter("en", { granularity: "sentence" });

/** A quote longer than this is no longer something a person checks at a glance. UTF-16 code units. */
const LONGEST = 600;

// What ends in a full stop without ending a sentence: English, and the German that travels in English documents.
const ABBREVIATION =
  /(?:^|[\s("'“‘[])(?:[Ee]\.g|[Ii]\.e|[Cc]f|vs|[Aa]pprox|[Ii]ncl|[Ee]xcl|Dr|Mr|Mrs|Ms|Prof|St|Inc|Ltd|Jr|Sr|Dept|bzw|ca|\p{Lu})\.\s*$/u;
const ABBREVIATION_BEFORE_NUMBER =
  /(?:^|[\s(])(?:nos?|figs?|secs?|arts?|paras?|chs?|pp?|vol|tel|ext|nr|abs|max|min|version|est)\.\s*$/iu;
const MONTH =
  /^(?:Jan|Feb|Mar|Apr|Mai|May|Jun|Jul|Aug|Sep|Okt|Oct|Nov|Dez|Dec|März|Januar|Februar|Juni|Juli|Dezember|Oktober)/u;

/**
 * The sentences of a stretch of prose, without the white space around them. Line breaks inside are taken for
 * spaces: a paragraph of a text file or a PDF may still have them. Why chunks are cut at others says
 * packages/chunking/text/cuts.ts.
 */
export function splitSentences(text: string, start: number, end: number): Span[] {
  const prose = text.slice(start, end).replace(/[\n\r\u2028\u2029]/gu, " ");
  const spans: Span[] = [];
  let from = 0;
  for (const { segment, index } of segmenter.segment(prose)) {
    const until = index + segment.length;
    if (until < prose.length && continues(prose.slice(from, until), prose.slice(until, until + 20))) continue;
    spans.push(...cutLong(text, trim(text, start + from, start + until)));
    from = until;
  }
  return spans.filter((span) => span.end > span.start);
}

/** Whether the full stop at the end of `before` is no end of a sentence. */
function continues(before: string, after: string): boolean {
  if (/^\p{Ll}/u.test(after) && /[.]\s*$/u.test(before)) return true;
  if (ABBREVIATION.test(before)) return true;
  if (/(?:^|\s)\p{Ll}\.\s*$/u.test(before) && /^\p{L}\./u.test(after)) return true; // z. B.
  if (ABBREVIATION_BEFORE_NUMBER.test(before) && /^[\d+(]/u.test(after)) return true;
  if (/^\s*(?:\d{1,3}|[a-z])[.)]\s*$/iu.test(before)) return true; // "3." at the start numbers what follows
  return /\b\d{1,2}\.\s*$/u.test(before) && MONTH.test(after);
}

export function trim(text: string, start: number, end: number): Span {
  while (start < end && /\s/u.test(text.charAt(start))) start++;
  while (end > start && /\s/u.test(text.charAt(end - 1))) end--;
  return { start, end };
}

/** Cuts what has no sentence ends (a licence in capitals, minified text) at semicolons or, failing that, spaces. */
function cutLong(text: string, span: Span): Span[] {
  const pieces: Span[] = [];
  let { start } = span;
  while (span.end - start > LONGEST) {
    const window = text.slice(start, start + LONGEST);
    const at = Math.max(window.lastIndexOf("; ") + 1, window.lastIndexOf("；") + 1);
    const space = at > LONGEST / 3 ? at : window.search(/\s\S*$/u);
    // Never between the two halves of a surrogate pair.
    const hard = /[\uD800-\uDBFF]$/u.test(window) ? LONGEST - 1 : LONGEST;
    const next = start + (space > LONGEST / 3 ? space : hard);
    pieces.push(trim(text, start, next));
    start = next;
  }
  pieces.push(trim(text, start, span.end));
  return pieces;
}
