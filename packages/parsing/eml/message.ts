import type { ReadingNote } from "@footnote/contracts";
import type { Email } from "postal-mime";
import PostalMime from "postal-mime";
import { undoMisdeclared } from "./misdeclared.ts";
import { recodeUndeclared } from "./undeclared.ts";

/** Parts in parts; mail programs come to five or so. */
const DEEPEST_PART = 50;

/** @throws FootnoteError file_unsupported where its encoding is not to be told */
export async function readMessage(content: Uint8Array): Promise<{ email: Email; notes: ReadingNote[] }> {
  const { bytes, notes } = recodeUndeclared(content);
  const options = { forceRfc822Attachments: true, maxNestingDepth: DEEPEST_PART };
  const email = await PostalMime.parse(bytes, options);
  if (email.text !== undefined) email.text = undoMisdeclared(email.text);
  if (email.html !== undefined) email.html = undoMisdeclared(email.html);
  return { email, notes };
}
