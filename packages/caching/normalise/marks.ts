const SAME_MARKS: readonly (readonly [RegExp, string])[] = [
  // Hyphens, dashes and minus signs.
  [/[\u2010-\u2015\u2212\ufe58\ufe63]/gu, "-"],
  [/[\u2018\u2019\u201a\u201b\u2032\u02bc\u00b4`]/gu, "'"],
  [/[\u201c-\u201f\u00ab\u00bb\u2033]/gu, '"'],
  [/[\u3001\u060c]/gu, ","],
];
/** A comma that parts words. Between numbers it parts two of them, and after "no" it says what is denied. */
const COMMA =
  /(?<![\p{N}\p{Sc}\p{Po}])(?<!(?<!\p{L})(?:no|not|never|none|yes|ja|nein|nicht|kein|nie)),(?= (?!\p{N}))/giu;
const ENDS = new Set("?!.。？！؟‽;:, ");
const OPENS = new Set("¿¡ ");
/** What a question can end with before its mark: "$?" and "C:" are names. */
const BEFORE_ENDS = /[\p{L}\p{M}\p{N}\p{Pe}"'%+#]/u;

/** One form of each mark. */
export function unifyMarks(text: string): string {
  let unified = text;
  for (const [marks, one] of SAME_MARKS) unified = unified.replaceAll(marks, one);
  return unified;
}

export function dropCommas(text: string): string {
  return text.replaceAll(COMMA, "").replaceAll(/ {2,}/gu, " ");
}

/** Without the marks that a question ends with, or in Spanish opens with. */
export function dropEnds(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && OPENS.has(text.charAt(start))) start++;
  while (end > start && ENDS.has(text.charAt(end - 1))) end--;
  return isName(text, end) ? text.slice(start) : text.slice(start, end);
}

/** Whether what stands before the marks is something else with them: "5!", the drive "C:", the variable "$?". */
function isName(text: string, end: number): boolean {
  if (end === text.length || end === 0) return false;
  const last = text.charAt(end - 1);
  if (!BEFORE_ENDS.test(last)) return true;
  const mark = text.charAt(end);
  if (mark === "!") return /\p{N}/u.test(last);
  return mark === ":" && /(?:^|\s)\p{L}$/u.test(text.slice(Math.max(0, end - 2), end));
}
