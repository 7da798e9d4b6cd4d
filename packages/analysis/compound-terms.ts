import { type Atom, atomsOf, canonical, withoutZeros } from "./atoms.ts";
import { EXACT, type Forms, wordTerms } from "./forms.ts";

const LETTERS = /^[\p{L}\p{M}]+$/u;
const PIECE = /[\p{L}\p{M}\p{N}]+/gu;
const SIGNED = /(?:\+\+|#)$/u;
/** Longer sequences of an identifier's parts are asked for from its beginning or to its end. */
const LONGEST_INSIDE = 4;
/** As many digits in a row are a telephone or account number, typed with spaces or without. */
const LEAST_JOINED_DIGITS = 7;

/** What a run of several parts consists of: its parts, the sequences of them, the whole. */
export function compoundTerms(run: string, forms: Forms): string[] {
  const atoms = atomsOf(run);
  const isProse = atoms.every(({ isNumber, opens }) => !isNumber && opens);
  const terms = isProse ? hyphenated(run, atoms, forms) : identifier(run, atoms, forms);
  if (SIGNED.test(run)) terms.push(EXACT + run.toLowerCase());
  return terms;
}

/** "on-call", "O'Brien", "and/or": each word, and the whole as one. */
function hyphenated(run: string, atoms: readonly Atom[], forms: Forms): string[] {
  const words = run.match(PIECE) ?? [];
  const [first = ""] = words;
  // "l’entrepôt", "John's", "don't"
  if (words.length === 2 && /^(?:[cdjlmnst]|qu)['’]/iu.test(run)) return wordTerms(words[1] as string, forms);
  if (words.length === 2 && /['’](?:s|t|re|ve|ll|d|m)$/iu.test(run)) return wordTerms(first, forms);
  const terms = words.flatMap((word) => (word.length > 1 ? wordTerms(word, forms) : []));
  for (const sequence of sequencesOf(atoms)) terms.push(...forms.of(canonical(sequence)));
  return terms;
}

function identifier(run: string, atoms: readonly Atom[], forms: Forms): string[] {
  const terms = [...partTerms(run, atoms, forms)];
  for (const sequence of sequencesOf(atoms)) terms.push(...sequenceTerms(sequence, forms));
  const amount = wholeAmount(run);
  if (amount !== undefined) terms.push(amount);
  return terms;
}

function* partTerms(run: string, atoms: readonly Atom[], forms: Forms): Generator<string> {
  const isDecimal = atoms.every(({ isNumber }) => isNumber);
  for (const [at, atom] of atoms.entries()) {
    const isPiece = atom.opens && (atoms[at + 1]?.opens ?? true);
    if (atom.isNumber) {
      // "5" of 12.5 is no number that anyone asks for, and neither is the 3 of BZX79C3V3.
      if (atoms.length > 1 && atom.text.length < 3 && (isDecimal || !isPiece)) continue;
      yield atom.text;
      const stripped = withoutZeros([atom])?.[0];
      if (stripped !== undefined) yield stripped.text;
    } else if (atom.text.length > 1 || isPiece) {
      yield* forms.of(atom.text);
    }
  }
  for (const [piece] of run.matchAll(PIECE))
    if (/\P{ASCII}/u.test(piece) && LETTERS.test(piece)) yield* wordTerms(piece, forms);
}

/** A sequence of parts as one, and the other ways in which people write it. */
export function sequenceTerms(sequence: readonly Atom[], forms: Forms): string[] {
  const whole = canonical(sequence);
  if (LETTERS.test(whole)) return [...forms.of(whole)];
  const terms = [whole];
  const stripped = withoutZeros(sequence);
  if (stripped !== undefined) terms.push(canonical(stripped));
  const joined = sequence.map(({ text }) => text).join("");
  const isLong = joined.replaceAll(/\P{N}/gu, "").length >= LEAST_JOINED_DIGITS;
  if (joined !== whole && (isLong || isGrouped(sequence))) {
    terms.push(joined);
    const bare = joined.replace(/^0+/, "");
    if (bare !== joined) terms.push(bare);
  }
  return terms;
}

/** "12 500" and "12.500": an amount, typed with a sign between its thousands or without. */
function isGrouped([first, ...others]: readonly Atom[]): boolean {
  return /^[1-9]\d{0,2}$/.test(first?.text ?? "") && others.every(({ text }) => /^\d{3}$/.test(text));
}

/** The contiguous sequences of at least two parts that are asked for. */
function* sequencesOf(atoms: readonly Atom[]): Generator<readonly Atom[]> {
  for (let start = 0; start < atoms.length - 1; start++) {
    for (let end = start + 2; end <= atoms.length; end++) {
      if (end - start <= LONGEST_INSIDE || start === 0 || end === atoms.length) yield atoms.slice(start, end);
    }
  }
}

/** "1,250.00" and "1.250,00" are 1250. */
function wholeAmount(run: string): string | undefined {
  const amount =
    /^(\d{1,3}(?:,\d{3})+)(?:\.\d{1,2})?$|^(\d{1,3}(?:\.\d{3})+),\d{1,2}$|^(\d{1,3}(?:['’]\d{3})+)(?:[.,]\d{1,2})?$|^(\d+)[.,]00$/.exec(
      run,
    );
  return amount?.slice(1).find(Boolean)?.replaceAll(/\D/g, "");
}
