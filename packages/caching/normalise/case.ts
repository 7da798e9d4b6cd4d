/**
 * Words that mean something else in capitals: the IT department, the US, the WHO. A text in capitals alone does not tell which
 * is meant, and stays as it is where it has one of them.
 */
export const TOLD_BY_CAPITALS = new Set(
  `act aids cat cod era fast gap hot it led lot me mid no or pa pet pin pip ram sad so star step tan us who`.split(
    /\s+/u,
  ),
);
/** "Sie" is who is spoken to, "sie" somebody else. The first word tells nothing. */
const POLITE = new Set(["Sie", "Ihr", "Ihre", "Ihnen", "Ihrem", "Ihren", "Ihrer", "Ihres"]);
const WORD = /[\p{L}\p{M}\p{N}]+/gu;
/** A unit after its number, and an option of a command: mW is not MW, -v is not -V. */
const AFTER_NUMBER = /\p{N} ?$/u;
const AFTER_HYPHEN = /(?<!\S)-$/u;
const LONGEST_UNIT = 3;

/** In lower case, but where the case tells two things apart. */
export function unifyCase(text: string): string {
  const words = text.match(WORD) ?? [];
  const isShouted = words.length > 1 && text === text.toUpperCase();
  if (isShouted && words.some((word) => TOLD_BY_CAPITALS.has(word.toLowerCase()))) return text;
  return text.replaceAll(WORD, (word, at: number) =>
    isTold(word, text, at, isShouted) ? word : word.toLowerCase(),
  );
}

function isTold(word: string, text: string, at: number, isShouted: boolean): boolean {
  if (/^\p{N}+$/u.test(word)) return true;
  // Two characters are enough to look back at: a number and a space, a space and a hyphen.
  const left = text.slice(Math.max(0, at - 3), at);
  if (word.length <= LONGEST_UNIT && AFTER_NUMBER.test(left)) return true;
  if (word.length === 1) return AFTER_HYPHEN.test(left);
  if (POLITE.has(word)) return at > 0;
  return !isShouted && word === word.toUpperCase() && TOLD_BY_CAPITALS.has(word.toLowerCase());
}
