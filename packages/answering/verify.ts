import type { AnswerPart, AsOf, PassageReader, Reader } from "@footnote/contracts";

/**
 * Whether everything that the part cites stands in the stored text, word for word, the reader may read it, and it is what is
 * live: what it rests on may have changed or been withdrawn since it was found. Of a past moment what is kept may be older.
 */
export async function isVerified(
  store: Pick<PassageReader, "texts">,
  reader: Reader,
  { citations }: Pick<AnswerPart, "citations">,
  asOf: AsOf,
): Promise<boolean> {
  if (citations.length === 0) return false;
  const stored = await store.texts(reader, citations, asOf === undefined ? "live" : "kept");
  return citations.every(({ quote }, index) => stored[index] === quote);
}
