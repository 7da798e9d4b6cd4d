import { BORROWED, LANGUAGES, type Language, ORDERED, SYLLABLES } from "./languages.ts";

/** Words that decide on the language. */
const SAMPLE_WORDS = 4_000;
/** A language that says this share of its words in the commonest ones is surely that language. */
const COMMON_SHARE = 0.2;
/** Fewer words than these prove little. */
const FEW_WORDS = 12;
const WORTH_OF_LANGUAGE = 0.35;
const IMPOSSIBLE = -3;
const WRONG = -1;
const INSIDE_A_WORD = -2;

const HAN = /\p{Script=Han}/u;
const HANGUL = /\p{Script=Hangul}/u;
const KANA = /[\u3041-\u30fe]/;
const FIRST_LEVELS: Readonly<Record<string, readonly [first: number, last: number, trail: number]>> = {
  gb18030: [0xb0, 0xd7, 0xa1],
  big5: [0xa4, 0xc6, 0x40],
  "euc-jp": [0xb0, 0xcf, 0xa1],
  shift_jis: [0x88, 0x97, 0x40],
};
const commonByLabel = new Map<string, ReadonlySet<string>>();
const words = new Intl.Segmenter("zh", { granularity: "word" });

/**
 * How much decoded text looks like what people write, for each character beyond ASCII: 1 where all is as in prose,
 * about 0 for characters at random, less for what cannot be. Words of Chinese and Japanese are told from characters in
 * a row by the dictionary of `Intl.Segmenter`; alphabets by the letters that each language has, how often, and where.
 */
export function plausibility(text: string, label: string): number {
  const beyond = [...text.matchAll(/[^\0-\x7f]/gu)].length;
  if (beyond === 0) return 1;
  const isEastAsian = /[\p{Script=Han}\p{Script=Hangul}\u3041-\u30fe\uff61-\uff9f]/u.test(text);
  const sum = isEastAsian ? eastAsian(text, label) : alphabetic(text);
  return sum / beyond;
}

function eastAsian(text: string, label: string): number {
  const isKorean = label === "euc-kr";
  const isJapanese = label === "shift_jis" || label === "euc-jp";
  const common = commonHan(label);
  let sum = 0;
  for (const { segment } of words.segment(text)) {
    const characters = [...segment];
    for (const character of characters) {
      if (character <= "\x7f") continue;
      if (HANGUL.test(character)) sum += SYLLABLES.has(character) ? 1.1 : 0.6;
      else if (HAN.test(character)) {
        const isWord = characters.length > 1;
        sum += isKorean ? -0.3 : isWord ? 1 : common.has(character) ? 0.35 : -0.1;
      } else if (KANA.test(character)) sum += isJapanese ? 1 : -0.3;
      else sum += eastAsianSign(character, characters.length);
    }
  }
  return sum;
}

function eastAsianSign(character: string, length: number): number {
  if (/[\uff61-\uff9f]/.test(character)) return length > 2 ? 0.3 : -0.5;
  if (/[\u3000-\u301f\uff01-\uff5e\u2018-\u201d\u2026\u2014\u00b7]/.test(character)) return 0.8;
  if (/[\p{Co}\p{Cn}\p{Cc}\ufffd]/u.test(character)) return IMPOSSIBLE;
  return /[\p{S}\p{N}\p{P}]/u.test(character) ? 0.2 : -0.3;
}

/** The first level of each character set holds what is written every day; its bytes are contiguous. */
function commonHan(label: string): ReadonlySet<string> {
  const level = FIRST_LEVELS[label];
  if (level === undefined) return new Set();
  const [first, last, trail] = level;
  const known = commonByLabel.get(label);
  if (known !== undefined) return known;
  const set = new Set<string>();
  const decoder = new TextDecoder(label);
  for (let lead = first; lead <= last; lead++) {
    for (let next = trail; next < 0xff; next++) {
      const character = decoder.decode(Uint8Array.of(lead, next));
      if (character.length === 1) set.add(character);
    }
  }
  commonByLabel.set(label, set);
  return set;
}

function alphabetic(text: string): number {
  const { language, worth } = bestLanguage(text);
  let sum = 0;
  let count = 0;
  let before = "\n";
  const characters = [...text];
  for (const [index, character] of characters.entries()) {
    if (character > "\x7f") {
      sum += inContext(before, character, characters[index + 1] ?? "\n", language);
      count++;
    }
    before = character;
  }
  const ofAscii = characters.filter((it) => /[a-z]/i.test(it)).length;
  const isOtherScript = /[^\0-\x7f\p{Script=Latin}]/u.test(
    [...text].filter((it) => /\p{L}/u.test(it)).join(""),
  );
  // A lone word of another script among Latin ones is more often an accent read wrongly.
  const outnumbered = isOtherScript && ofAscii >= count * 2 ? 0.25 : 0;
  return sum + (worth - outnumbered) * count;
}

/** The language that the words are of, and what beyond single letters speaks for it. */
function bestLanguage(text: string): { language: Language; worth: number } {
  const said = (text.match(/[\p{L}\p{M}]+/gu) ?? []).slice(0, SAMPLE_WORDS).map((word) => word.toLowerCase());
  const all = said.join("");
  const plain = [...all].filter((it) => it <= "\x7f");
  const letters = [...all].filter((it) => it > "\x7f");
  const counted = Math.max(letters.length, 1);
  let best: { language: Language; total: number; worth: number } | undefined;
  for (const language of LANGUAGES) {
    const common = said.filter((word) => language.words.has(word)).length;
    const share = Math.min(1, common / Math.max(said.length, FEW_WORDS) / COMMON_SHARE);
    const foreign = plain.filter((it) => language.without.has(it)).length / Math.max(plain.length, 20);
    const { never } = language;
    const misplaced = never === undefined ? 0 : said.filter((word) => never.test(word)).length / counted;
    const worth = share * WORTH_OF_LANGUAGE - Math.min(0.3, foreign * 5) - Math.min(1.5, misplaced * 1.5);
    const total = worth + letters.reduce((sum, it) => sum + knownLetter(it, language), 0) / counted;
    if (best === undefined || total > best.total) best = { language, total, worth };
  }
  if (best === undefined) throw new Error("No languages are known.");
  return best;
}

function knownLetter(letter: string, { letters }: Language): number {
  if (letters.has(letter)) return 1;
  return BORROWED.has(letter) ? 0.3 : WRONG;
}

function inContext(before: string, character: string, after: string, language: Language): number {
  if (/\p{L}|\p{M}/u.test(character) && !"ªº".includes(character))
    return letter(before, character, after, language);
  if (/[\p{Cc}\p{Co}\p{Cn}\ufffd]/u.test(character)) return IMPOSSIBLE;
  const isLetterBefore = /\p{L}/u.test(before);
  const isLetterAfter = /\p{L}/u.test(after);
  const opens = !/[\p{L}\d]/u.test(before);
  if (character === "’" && isLetterBefore) return 1;
  if (character === "·" && isLetterBefore === isLetterAfter) return 0.4;
  if ("–—".includes(character)) return isLetterBefore === isLetterAfter ? 0.9 : 0;
  if (character === "´" && isLetterBefore) return 0.3;
  if (isLetterBefore && isLetterAfter) return INSIDE_A_WORD;
  if ("“‘„«‹".includes(character))
    return opens && !/\s/.test(after) ? 1 : /\s/.test(after) && opens ? 0.3 : -0.5;
  if ("”’»›“".includes(character)) return /\s/.test(before) ? 0 : 1;
  if ("…".includes(character)) return 0.8;
  if ("€£".includes(character)) return /\d/.test(before + after) || opens ? 1 : 0;
  if ("°".includes(character)) return /[\d\s]/.test(before) ? 1 : -0.3;
  if ("§".includes(character)) return opens && /[\s\d§]/.test(after) ? 1 : -0.3;
  if ("ªº".includes(character)) return /[\dnN]/.test(before) ? 0.8 : WRONG;
  if ("¿¡".includes(character)) return opens && isLetterAfter && language.letters.has("¿") ? 1 : WRONG;
  if ("•".includes(character)) return opens && /[\s]/.test(after) ? 0.9 : 0;
  if ("\u00a0№".includes(character)) return 0.5;
  if ("±×½¼¾²³µ÷".includes(character)) return /[\d\s]/.test(after) || /\d/.test(before) ? 0.7 : -0.6;
  if ("©®™".includes(character)) return isLetterAfter ? -0.3 : 0.4;
  // Frames of tables and menus, as programs of DOS draw them.
  if (/[\u2500-\u259f]/.test(character))
    return /[\u2500-\u259f\s]/.test(before) && /[\u2500-\u259f\s]/.test(after) ? 0.8 : WRONG;
  return WRONG;
}

function letter(before: string, character: string, after: string, language: Language): number {
  const script = (Object.keys(ORDERED) as (keyof typeof ORDERED)[]).find((it) =>
    ORDERED[it].includes(character.toLowerCase()),
  );
  const isLower = (it: string) => /\p{Ll}/u.test(it);
  const isUpper = /\p{Lu}/u.test(character);
  if (isUpper && isLower(before)) return WRONG;
  if (script !== undefined) {
    // A word is of one script.
    if (/[a-z@#$^`{|}~\\]/i.test(before) || /[a-z@#$^`{|}~\\]/i.test(after)) return WRONG;
    if (script === "Greek" && character === "ς" && /\p{L}/u.test(after)) return WRONG;
    const order = ORDERED[script];
    if (!language.letters.has(character.toLowerCase())) return WRONG;
    const rank = order.indexOf(character.toLowerCase()) / order.length;
    return 1.25 - 1.3 * rank - (isUpper && /\p{Lu}/u.test(before + after) ? 0.25 : 0);
  }
  if (/\p{Script=Thai}/u.test(character)) return thai(before, character);
  if (/\p{Script=Latin}/u.test(character)) {
    if (/[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Hebrew}\p{Script=Arabic}]/u.test(before + after))
      return WRONG;
    if (isUpper && isLower(after) && /\p{Lu}/u.test(before)) return WRONG;
    // Half a litre in Windows' encoding is a letter in Latin-9, which no word consists of.
    if (/[œšžŸ]/iu.test(character) && !/\p{L}/u.test(before + after)) return WRONG;
    const isBeyond = (it: string) => it > "\x7f" && /\p{L}/u.test(it);
    const crowd = Number(isBeyond(before)) + Number(isBeyond(after));
    const crowded = crowd === 2 ? 0.6 : crowd === 1 && !language.adjacent ? 0.3 : 0;
    const known = knownLetter(character.toLowerCase(), language) - crowded;
    return isUpper && !isLower(after) && !/\p{Lu}/u.test(before + after) ? known - 0.3 : known;
  }
  // Vowel points of Hebrew and Arabic, and the rarer letters.
  return /[\p{Script=Hebrew}\p{Script=Arabic}\p{M}]/u.test(character)
    ? /\p{L}|\p{M}/u.test(before)
      ? 0.1
      : WRONG
    : WRONG;
}

/** Vowels above and below, and tone marks, stand on a consonant. */
function thai(before: string, character: string): number {
  // A vowel's sign that no word of today has by itself.
  if (character === "\u0e4d") return WRONG;
  const isMark = /[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]/.test(character);
  if (isMark) return /[\u0e01-\u0e2e\u0e31\u0e34-\u0e39\u0e47-\u0e4e]/.test(before) ? 0.9 : IMPOSSIBLE;
  return /[a-z]/i.test(before) ? -0.5 : 0.8;
}
