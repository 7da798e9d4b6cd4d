/** Letters that Unicode does not take apart. */
const LATIN_LETTERS: Readonly<Record<string, string>> = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  đ: "d",
  ð: "d",
  þ: "th",
  ł: "l",
  ı: "i",
};
const SPECIAL = /[ßæœøđðþłı]/gu;
const UMLAUTS: Readonly<Record<string, string>> = { ä: "ae", ö: "oe", ü: "ue", å: "aa", ø: "oe", ß: "ss" };

const isAscii = (text: string) => !/\P{ASCII}/u.test(text);

/** A word in lower case without its diacritics: Zoë as zoe, Straße as strasse. Other scripts keep theirs. */
export function fold(word: string): string {
  if (isAscii(word)) return word;
  const plain = word.normalize("NFD").replaceAll(/(\p{Script=Latin})\p{M}+/gu, "$1");
  return plain.normalize("NFC").replaceAll(SPECIAL, (letter) => LATIN_LETTERS[letter] ?? letter);
}

/** The word as it is typed where there are no umlauts: Müller as mueller. Undefined where it has none. */
export function transliterated(word: string): string | undefined {
  if (isAscii(word) || !/[äöüåø]/u.test(word)) return undefined;
  return fold(word.replaceAll(/[äöüåøß]/gu, (letter) => UMLAUTS[letter] ?? letter));
}
