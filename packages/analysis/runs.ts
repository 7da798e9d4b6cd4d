/** What is typed in one go: "on-call", "/var/lib/x.db", "CVE-2024-3094", "C++". */
export interface Run {
  /** As it stands in the text. */
  readonly text: string;
  /** The sign before it that belongs to it: the "." of ".NET", the "§" of "§ 12". */
  readonly sign: "." | "§" | "";
  /** Whether only one space lies between it and the run before. */
  readonly follows: boolean;
}

// Letters and digits with what joins them inside; at the end the signs of "C++" and "C#", and the parts of a law in
// brackets, "6(1)(b)", "501(c)(iii)", which "25(OH)D" has none of.
const JOINER = "[-\\u2010-\\u2013_./\\\\:@&'’+#~=·,\\u00ad]";
const RUN = new RegExp(
  `[\\p{L}\\p{M}\\p{N}]+(?:${JOINER}{1,2}[\\p{L}\\p{M}\\p{N}]+)*(?:\\+\\+|#(?![\\p{L}\\p{N}])|(?<=\\p{N}\\p{L}?)(?:\\((?:\\p{L}|\\p{N}{1,4}|[ivx]{1,4})\\))+)?`,
  "gu",
);
const ONE_SPACE = /^[ \u00a0\u202f]$/;

export function* runsOf(text: string): Generator<Run> {
  let end = 0;
  for (const match of text.matchAll(RUN)) {
    const start = match.index;
    const gap = text.slice(Math.max(end, start - 2), start);
    yield {
      text: match[0],
      sign: signOf(gap, text[start - 2]),
      follows: end > 0 && ONE_SPACE.test(text.slice(end, start)),
    };
    end = start + match[0].length;
  }
}

function signOf(gap: string, before: string | undefined): Run["sign"] {
  if (/§\s?$/u.test(gap)) return "§";
  // A full stop without a space is no sign: "end.Next" is one run anyway, and "…text" begins after dots.
  return gap.endsWith(".") && (before === undefined || /[\s("'`]/u.test(before)) ? "." : "";
}
