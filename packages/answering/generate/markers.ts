/** Where a citation stood in a text, and the numbers that it gave. */
export interface Marker {
  /** In the text without markers. */
  readonly at: number;
  readonly numbers: readonly number[];
}

const LIST = String.raw`#?\d{1,3}(?:\s*(?:,|;|&|and|und|-|–)\s*(?:source\s*)?#?\d{1,3}){0,20}`;
const SOURCE = `(?:sources?|passages?|documents?|refs?|references?|quellen?)`;

/** As models write them, each with the numbers in its first group that matched. */
const FORMS = [
  // [1], [1, 3], [Source 1], [1†L3]
  String.raw`\[\s*(?:${SOURCE}\s*:?\s*)?(${LIST})\s*(?:†[^\]\n]{0,40})?\]`,
  // 【1】, 【1†source】
  String.raw`【\s*(?:${SOURCE}\s*:?\s*)?(${LIST})[^】\n]{0,40}】`,
  // [^1]
  String.raw`\[\^(\d{1,3})\]`,
  // ^1, ^1^, ^[1]; 10^6 is a power
  String.raw`(?<![\d\s^])\^\[?(\d{1,3})\]?\^?`,
  // (Source 1), (see passages 1 and 2), (Sources: [1], [2] is read in two steps)
  String.raw`\(\s*(?:see\s+)?${SOURCE}\s*:?\s*(${LIST})\s*\)`,
  // (1) and (1, 3) where a sentence ends
  String.raw`\((\d{1,2}(?:\s*,\s*\d{1,2}){0,10})\)(?=\s*[.!?]?(?:\s|$))`,
  // "According to source 1," and "Source: 1" at the end
  String.raw`(?:\b(?:according to|as stated in|see|from|in|per|laut)\s+)?\b${SOURCE}\s*:?\s*(${LIST})\b,?`,
  // ¹ behind a word or a full stop; m² is an area
  String.raw`(?<=[.!?,;:)"”\p{L}]{2})([¹²³⁴⁵⁶⁷⁸⁹][⁰¹²³⁴⁵⁶⁷⁸⁹]?)(?![\p{L}])`,
];
const MARKER = new RegExp(FORMS.join("|"), "giu");
/** What is left of "(Source: [1])" and "[1], [2]" once the numbers are out. */
const LEFT_OVER =
  /\(\s*(?:see\s+)?(?:(?:sources?|passages?|quellen?)\s*:?\s*)?[,;\s]*\)|(?<=\s)[,;](?=\s*(?:[.!?]|$))/giu;
const SUPERSCRIPT = "⁰¹²³⁴⁵⁶⁷⁸⁹";
const MOST_OF_A_RANGE = 20;

/** The text without its citations, and what each cited. Numbers of years, powers and areas are left where they are. */
export function takeMarkers(text: string): { readonly text: string; readonly markers: readonly Marker[] } {
  const markers: Marker[] = [];
  let clean = "";
  let from = 0;
  for (const match of text.matchAll(MARKER)) {
    const numbers = numbersOf(match.slice(1).find((group) => group !== undefined) ?? "");
    if (numbers.length === 0) continue;
    clean += text.slice(from, match.index);
    from = match.index + match[0].length;
    markers.push({ at: clean.length, numbers });
  }
  clean += text.slice(from);
  // As long as before, so that the places stay right.
  return { text: clean.replace(LEFT_OVER, (left) => " ".repeat(left.length)), markers };
}

function numbersOf(list: string): number[] {
  const digits = list.replace(/[⁰¹²³⁴-⁹]/gu, (digit) => String(SUPERSCRIPT.indexOf(digit)));
  const numbers: number[] = [];
  for (const [, from = "", until] of digits.matchAll(/(\d+)(?:\s*[-–]\s*#?(\d+))?/gu)) {
    const last = Math.min(Number(until ?? from), Number(from) + MOST_OF_A_RANGE);
    for (let number = Number(from); number <= last; number++) numbers.push(number);
  }
  return [...new Set(numbers)];
}
