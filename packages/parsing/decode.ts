import type { ReadingNote } from "@footnote/contracts";
import { guessEncoding } from "./encoding/guess.ts";
import { decodeSevenBit } from "./encoding/seven-bit.ts";
import { decodeUnicode, markedForm, unicodeForm } from "./encoding/unicode.ts";
import { unknownEncoding } from "./problems.ts";

/** One damaged character among this many sound ones is damage; more of them, and the text was never UTF-8. */
const SOUND_PER_DAMAGED = 10;
/** Bytes that are no text among this many that are do not make a log of all else unreadable. */
const READABLE_PER_STRAY = 200;

const DECLARED_WITHIN = 1_024;
/** What a page says of itself (HTML 4.2.5.4). */
export const DECLARED_IN_PAGE = /<meta[^>]+charset\s*=\s*["']?\s*([\w-]+)/i;

export interface DecodedText {
  readonly text: string;
  readonly notes: ReadingNote[];
}

/**
 * The text of a file of characters, and what there is to say about its encoding: Unicode by its mark or by its form;
 * else as `declared` where that reads as text; else what reads best of all that is common (see encoding/guess.ts).
 * @throws FootnoteError file_unsupported where nothing does: nonsense is never taken for text
 */
export function readText(bytes: Uint8Array, declared?: string): DecodedText {
  const form = unicodeForm(bytes);
  if (form !== undefined && form !== "utf-8") {
    const text = decodeUnicode(bytes, form);
    return { text, notes: [...unreadable(text), ...(markedForm(bytes) === undefined ? guessed(form) : [])] };
  }
  const sevenBit = decodeSevenBit(bytes);
  if (sevenBit !== undefined) return { text: sevenBit.text, notes: noteOf(sevenBit.label, declared) };
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes), notes: [] };
  } catch {
    return readDamaged(bytes, declared);
  }
}

/** What an XML declaration says (XML 1.0, 4.3.3). */
export function declaredInXml(bytes: Uint8Array): string | undefined {
  const start = new TextDecoder("latin1").decode(bytes.subarray(0, DECLARED_WITHIN));
  return /^\s*<\?xml[^>]*\bencoding\s*=\s*["']([\w.:-]+)["']/.exec(start)?.[1];
}

/** A part of a file whose format says that it is Unicode: what is damaged in it becomes U+FFFD. */
export function decodeText(bytes: Uint8Array): string {
  return decodeUnicode(bytes, unicodeForm(bytes) ?? "utf-8");
}

/** UTF-8 with damage, lines of several encodings under each other, or no UTF-8 at all. */
function readDamaged(bytes: Uint8Array, declared: string | undefined): DecodedText {
  const damaged = new TextDecoder("utf-8").decode(bytes);
  const sound = count(damaged, /[^\p{ASCII}\ufffd]/gu);
  const lost = count(damaged, /\ufffd/g);
  if (lost * SOUND_PER_DAMAGED <= sound) return { text: damaged, notes: unreadable(damaged) };
  const mixed = readMixed(bytes);
  if (mixed !== undefined) return mixed;
  const guess = guessEncoding(bytes, declared);
  if (guess !== undefined) return { text: guess.text, notes: noteOf(guess.label, declared) };
  if (lost * READABLE_PER_STRAY <= bytes.length) return { text: damaged, notes: unreadable(damaged) };
  throw unknownEncoding();
}

/** Logs and exports to which programs wrote one after the other: each line is of one encoding. */
function readMixed(bytes: Uint8Array): DecodedText | undefined {
  const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  const lines = linesOf(bytes).map((line) => {
    try {
      return strict.decode(line);
    } catch {
      return line;
    }
  });
  const others = lines.filter((line) => typeof line !== "string");
  const unicode = lines.filter((line) => typeof line === "string" && /[^\p{ASCII}]/u.test(line));
  if (unicode.length < others.length) return undefined;
  const guess = guessEncoding(Buffer.concat(others));
  if (guess === undefined) return undefined;
  const texts = guess.text.split(/(?<=\n)/).values();
  const text = lines.map((line) => (typeof line === "string" ? line : (texts.next().value ?? ""))).join("");
  return { text: text.replace(/^\ufeff/, ""), notes: guessed(guess.label) };
}

function linesOf(bytes: Uint8Array): Uint8Array[] {
  const lines: Uint8Array[] = [];
  for (let start = 0; start < bytes.length; ) {
    const end = bytes.indexOf(10, start) + 1 || bytes.length;
    lines.push(bytes.subarray(start, end));
    start = end;
  }
  return lines;
}

function noteOf(label: string, declared: string | undefined): ReadingNote[] {
  return declared !== undefined && sameEncoding(label, declared) ? [] : guessed(label);
}

function sameEncoding(label: string, declared: string): boolean {
  try {
    return new TextDecoder(declared).encoding === new TextDecoder(label).encoding;
  } catch {
    return label === declared.toLowerCase();
  }
}

function guessed(label: string): ReadingNote[] {
  return [{ kind: "encoding_guessed", count: 1, names: [label] }];
}

function unreadable(text: string): ReadingNote[] {
  const lost = count(text, /\ufffd/g);
  return lost === 0 ? [] : [{ kind: "unreadable_characters", count: lost }];
}

function count(text: string, pattern: RegExp): number {
  let found = 0;
  for (const _ of text.matchAll(pattern)) found++;
  return found;
}
