import type { ReadingNote } from "@footnote/contracts";
import { DECLARED_IN_PAGE, readText } from "../decode.ts";
import { encodingNamed } from "../encoding/candidates.ts";
import { decodeSevenBit } from "../encoding/seven-bit.ts";

const CONTENT_TYPE = /^content-type:[^\n]*(?:\n[ \t][^\n]*)*/gim;
const CHARSET = /\bcharset\s*=\s*["']?\s*([\w.:-]+)/i;
/** What mail programs write that know nothing better, and what is refuted by bytes that are no UTF-8. */
const SAYS_NOTHING = /^(?:us-ascii|ascii|ansi_x3\.4-1968|utf-?8|unknown.*|x-unknown|8bit|binary)$/i;
/** What is enclosed as it is, as a PDF may be, is no text in any encoding. */
const HOLDS_BYTES = /^content-transfer-encoding:\s*binary\b/im;
/** A page in the message says its encoding at its beginning. */
const PAGE_WITHIN = 16_384;
const END_OF_HEADERS = /\r?\n\r?\n/;

export interface Recoded {
  readonly bytes: Uint8Array;
  readonly notes: ReadingNote[];
}

/**
 * A message with bytes beyond ASCII that nothing truthfully says the encoding of, in UTF-8: as old mail programs and
 * scanners that mail write it, in headers as well. Where parts declare what they are in, or hold a file's bytes, only the headers
 * need it.
 * @throws FootnoteError file_unsupported where it reads as text in no encoding
 */
export function recodeUndeclared(bytes: Uint8Array): Recoded {
  if (isUtf8(bytes) && decodeSevenBit(bytes) === undefined) return { bytes, notes: [] };
  const raw = new TextDecoder("latin1").decode(bytes);
  const declared = [...raw.matchAll(CONTENT_TYPE)].flatMap(([type]) => CHARSET.exec(type)?.[1] ?? []);
  const told = declared.filter((label) => !SAYS_NOTHING.test(label) && encodingNamed(label) !== undefined);
  if (told.length === 0 && !HOLDS_BYTES.test(raw)) {
    const { text, notes } = readText(bytes, DECLARED_IN_PAGE.exec(raw.slice(0, PAGE_WITHIN))?.[1]);
    const said = text.replace(CONTENT_TYPE, (type) => type.replace(CHARSET, "charset=utf-8"));
    return { bytes: new TextEncoder().encode(said), notes };
  }
  const end = END_OF_HEADERS.exec(raw)?.index ?? bytes.length;
  const headers = bytes.subarray(0, end);
  if (isUtf8(headers)) return { bytes, notes: [] };
  const { text, notes } = readText(headers, told[0]);
  return { bytes: Buffer.concat([new TextEncoder().encode(text), bytes.subarray(end)]), notes };
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}
