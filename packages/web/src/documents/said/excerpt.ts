/** Letters of a word that its other forms share: "reimbursed", "reimbursement". */
const STEM = 5;
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]/u;
const BEFORE = 60;
const LENGTH = 200;

export interface ExcerptRun {
  readonly text: string;
  readonly found: boolean;
}

/** The part of a passage where what was looked for stands, the words marked; undefined where one of them does not stand in it. */
export function excerptOf(passage: string, find: string): ExcerptRun[] | undefined {
  const text = passage.replace(/\s+/gu, " ").trim();
  const words = find.match(/[\p{L}\p{N}]+/gu) ?? [];
  const patterns = words.map(patternOf);
  if (patterns.length === 0 || patterns.some((pattern) => !new RegExp(pattern, "iu").test(text)))
    return undefined;
  const hits = [...text.matchAll(new RegExp(patterns.join("|"), "giu"))];
  const from = startOf(text, hits[0]?.index ?? 0);
  const until = endOf(text, from + LENGTH);
  const runs: ExcerptRun[] = [];
  let at = from;
  for (const { index, 0: hit } of hits) {
    if (index < at || index + hit.length > until) continue;
    runs.push({ text: text.slice(at, index), found: false }, { text: hit, found: true });
    at = index + hit.length;
  }
  runs.push({ text: `${text.slice(at, until)}${until < text.length ? " …" : ""}`, found: false });
  if (from > 0) runs.unshift({ text: "… ", found: false });
  return runs.filter((run) => run.text !== "");
}

function patternOf(word: string): string {
  if (UNSPACED.test(word)) return word;
  return String.raw`(?<![\p{L}\p{N}])${[...word].slice(0, STEM).join("")}[\p{L}\p{N}]*`;
}

/** A text without spaces, as Chinese is, is cut anywhere. */
function startOf(text: string, hit: number): number {
  const at = hit - BEFORE;
  if (at <= 0) return 0;
  const space = text.indexOf(" ", at);
  return space >= 0 && space < hit ? space + 1 : at;
}

function endOf(text: string, at: number): number {
  if (at >= text.length) return text.length;
  const space = text.lastIndexOf(" ", at);
  return space > at - BEFORE ? space : at;
}
