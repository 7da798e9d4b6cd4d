import type { DocumentChanges, DocumentDirectory, DocumentText, Reader } from "@footnote/contracts";
import { compare } from "./compare.ts";
import { unitsOf } from "./units.ts";

/** Of a longer text the beginning is compared. */
const MOST_CHARACTERS = 300_000;

/** What changed in a document from one of its versions to another. @throws FootnoteError not_found */
export async function changesOf(
  passages: Pick<DocumentDirectory, "documentText">,
  reader: Reader,
  document: string,
  versions: { readonly from: string; readonly to: string },
): Promise<DocumentChanges> {
  const window = { start: 0, end: MOST_CHARACTERS };
  const textOf = (version: string) => passages.documentText(reader, document, version, window, 0);
  const [before, after] = await Promise.all([textOf(versions.from), textOf(versions.to)]);
  const changes = await compare(unitsOf(before), unitsOf(after));
  return { ...changes, isWhole: isWhole(before) && isWhole(after) };
}

function isWhole({ offset, text, length }: DocumentText): boolean {
  return offset + text.length >= length;
}
