/** Nobody sees them, and Unicode says that whoever cannot obey them should show nothing. */
const UNSEEN_RUNS = /\p{Default_Ignorable_Code_Point}+/gu;
/**
 * What switches a terminal's colours, titles and links, whole (ECMA-48); C0 and C1 controls but tab, line feed and those that end a
 * line (Postgres refuses NUL), annotations, no characters.
 */
const CONTROLS =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is removed
  /\u001b\[[0-?]{0,40}[ -/]{0,4}[@-~]|\u001b\][^\u0007\u001b]{0,2000}(?:\u0007|\u001b\\)|[\u0000-\u0008\u000b\u000e-\u001f\u007f-\u0084\u0086-\u009f\ufff9-\ufffb\ufffe\uffff]/g;

/** Scripts in which a joiner or non-joiner changes the shape of a letter, and often its meaning. */
const SHAPED =
  /^[\p{Script=Arabic}\p{Script=Syriac}\p{Script=Mongolian}\p{Script=Nko}\p{Script=Mandaic}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Gurmukhi}\p{Script=Gujarati}\p{Script=Oriya}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Sinhala}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Tibetan}\p{Script=Balinese}\p{Script=Javanese}]$/u;
const PICTURE = /[\p{Extended_Pictographic}\p{Emoji_Modifier}]/u;
const FLAG = "\u{1f3f4}";
/** England, Scotland and Wales: a black flag and their names in tag letters. There are no others in use. */
const TAGGED_FLAGS = ["gbeng", "gbsct", "gbwls"].map(
  (name) =>
    `${[...name].map((letter) => String.fromCodePoint(0xe0000 + letter.charCodeAt(0))).join("")}\u{e007f}`,
);

/** What may stand after a character, once; `before` is what it stands on, `after` what follows the run that it is in. */
const KEPT: readonly ((unseen: string, before: string, after: string) => boolean)[] = [
  // Persian and the scripts of India write words with it; it says nothing at a word's end.
  (unseen, before, after) => unseen === "\u200c" && SHAPED.test(before) && SHAPED.test(after),
  (unseen, before) => unseen === "\u200d" && SHAPED.test(before),
  // A family of emoji is one picture.
  (unseen, before, after) => unseen === "\u200d" && PICTURE.test(before) && PICTURE.test(after),
  // As text or as a picture.
  (unseen, before) => /[\ufe0e\ufe0f]/.test(unseen) && /\p{Emoji}/u.test(before),
  // Variants of mathematical signs, of Burmese and Phags-pa letters, of ideographs in names, of Mongolian letters.
  (unseen, before) =>
    /[\ufe00-\ufe0d]/.test(unseen) &&
    /[\p{Sm}\p{Script=Myanmar}\p{Script=Phags_Pa}\p{Script=Han}]/u.test(before),
  (unseen, before) => /[\u{e0100}-\u{e01ef}]/u.test(unseen) && /\p{Script=Han}/u.test(before),
  (unseen, before) => /[\u180b-\u180f]/.test(unseen) && /\p{Script=Mongolian}/u.test(before),
  // Stands for a vowel, or a consonant, that a syllable of old Korean lacks.
  (unseen, before) => unseen === "\u1160" && /[\u1100-\u115e\ua960-\ua97c]/.test(before),
  (unseen, _, after) => unseen === "\u115f" && /[\u1161-\u11a7]/.test(after),
];

/** Look like a blank, and stand where people see one. */
const BLANK = /[\u3164\uffa0]/;

/**
 * The text without characters that nobody sees: tag letters, zero-width spaces, soft hyphens, fillers, runs of variation
 * selectors, all of which can carry words that a model reads and a person does not; and marks of direction, which make text
 * look other than it is. What scripts and emoji need stays, where they need it. U+200E, U+200F and U+061C go too, although
 * right-to-left text uses them: Postgres takes them for part of a word, which nobody would find then, and pages set the
 * direction of each text by what it says.
 */
export function withoutInvisible(text: string): string {
  const printed = text.replace(CONTROLS, "");
  return printed.replace(UNSEEN_RUNS, (run, at: number) =>
    seenOf(run, characterBefore(printed, at), characterAt(printed, at + run.length)),
  );
}

/** How many characters `withoutInvisible` takes out, or makes a blank. */
export function countInvisible(text: string): number {
  const kept = text.replace(CONTROLS, "");
  let unseen = text.length - kept.length;
  for (const { 0: run, index } of kept.matchAll(UNSEEN_RUNS)) {
    const seen = seenOf(run, characterBefore(kept, index), characterAt(kept, index + run.length));
    unseen += [...run].length - [...seen.replaceAll(" ", "")].length;
  }
  return unseen;
}

/** What stays of a run of unseen characters. */
function seenOf(run: string, before: string, after: string): string {
  if (before === FLAG) {
    const flag = TAGGED_FLAGS.find((tags) => run.startsWith(tags));
    if (flag !== undefined) return flag;
  }
  const kept = new Set<number>();
  let seen = "";
  for (const unseen of run) {
    // Each use once: in a run of a hundred selectors only the first one selects.
    const use = KEPT.findIndex((isKept, index) => !kept.has(index) && isKept(unseen, before, after));
    if (use >= 0) seen += unseen;
    else if (BLANK.test(unseen)) seen += " ";
    kept.add(use);
  }
  return seen;
}

function characterBefore(text: string, at: number): string {
  const character = text.slice(Math.max(0, at - 2), at);
  return [...character].at(-1) ?? "";
}

function characterAt(text: string, at: number): string {
  const code = text.codePointAt(at);
  return code === undefined ? "" : String.fromCodePoint(code);
}
