import type { DraftDocument } from "../canonical/draft.ts";
import { parseHtml } from "../html/parse-html.ts";
import { parseText } from "../parse-text.ts";
import { readMessage } from "./message.ts";

const HEADERS_WITHIN = 4_096;

/** Whether text is a page with its pictures in one file, as browsers save it and wikis export it under the name of Word. */
export function isMhtml(bytes: Uint8Array): boolean {
  const start = new TextDecoder("latin1").decode(bytes.subarray(0, HEADERS_WITHIN));
  return /^\s*[A-Za-z-]+:/.test(start) && /^content-type:\s*multipart\/related\b/im.test(start);
}

/** A page saved with what it shows (RFC 2557). Its envelope is the program's, not the page's. */
export async function parseMhtml(bytes: Uint8Array): Promise<DraftDocument> {
  const { email, notes } = await readMessage(bytes);
  if (email.html === undefined) return parseText(email.text ?? "");
  const page = parseHtml(new TextEncoder().encode(email.html));
  return { ...page, title: page.title ?? email.subject, notes: [...notes, ...(page.notes ?? [])] };
}
