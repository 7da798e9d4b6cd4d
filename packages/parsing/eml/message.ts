import type { ReadingNote } from "@footnote/contracts";
import type { Email } from "postal-mime";
import PostalMime from "postal-mime";
import { recodeUndeclared } from "./undeclared.ts";

/** Parts in parts; mail programs come to five or so. */
const DEEPEST_PART = 50;

/** @throws FootnoteError file_unsupported where its encoding is not to be told */
export async function readMessage(content: Uint8Array): Promise<{ email: Email; notes: ReadingNote[] }> {
  const { bytes, notes } = recodeUndeclared(content);
  const options = { forceRfc822Attachments: true, maxNestingDepth: DEEPEST_PART };
  return { email: await PostalMime.parse(bytes, options), notes };
}
