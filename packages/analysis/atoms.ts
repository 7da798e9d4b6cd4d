/** The smallest part of an identifier: letters, or digits. */
export interface Atom {
  /** In lower case, folded. */
  readonly text: string;
  readonly isNumber: boolean;
  /** Whether a joiner stands before it, rather than a change from letters to digits or to a capital. */
  readonly opens: boolean;
}

import { fold } from "./fold.ts";

/** Longer ones are data, not names: of a line in base64 nobody asks for a part. */
const MOST_ATOMS = 24;

const PIECE = /[\p{L}\p{M}\p{N}]+/gu;
// "HTTPProxy2" as HTTP, Proxy, 2.
const ATOM = /\p{N}+|\p{Lu}+(?![\p{Ll}\p{M}])|\p{Lu}?[\p{Ll}\p{Lo}\p{Lm}\p{M}]+|\p{L}/gu;

/** The atoms of a run: BZX79-C3 as bzx, 79, c, 3. */
export function atomsOf(run: string): Atom[] {
  const atoms: Atom[] = [];
  for (const [piece] of run.matchAll(PIECE)) {
    let opens = true;
    for (const [text] of piece.matchAll(ATOM)) {
      if (atoms.length === MOST_ATOMS) return atoms;
      atoms.push({ text: fold(text.toLowerCase()), isNumber: /^\p{N}/u.test(text), opens });
      opens = false;
    }
  }
  return atoms;
}

/** One way to write them all: a dot between numbers, which alone could not be told apart, else nothing. */
export function canonical(atoms: readonly Atom[]): string {
  let text = "";
  atoms.forEach((atom, at) => {
    if (at > 0 && atom.isNumber && atoms[at - 1]?.isNumber) text += ".";
    text += atom.text;
  });
  return text;
}

/** The same without zeros before numbers: ORA-00600 is asked for as ORA-600. Undefined where there are none. */
export function withoutZeros(atoms: readonly Atom[]): Atom[] | undefined {
  const stripped = atoms.map((atom) =>
    atom.isNumber ? { ...atom, text: atom.text.replace(/^0+(?=\d)/, "") } : atom,
  );
  return stripped.some(({ text }, at) => text !== atoms[at]?.text) ? stripped : undefined;
}
