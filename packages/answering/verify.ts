import type { AnswerPart, PassageReader, Reader } from "@footnote/contracts";

/**
 * Whether everything that the part cites stands in the stored text, word for word, and the reader may read it. What it
 * rests on may have changed or been withdrawn since it was found.
 */
export async function isVerified(
  store: Pick<PassageReader, "texts">,
  reader: Reader,
  { citations }: AnswerPart,
): Promise<boolean> {
  const stored = await store.texts(reader, citations);
  return citations.length > 0 && citations.every(({ quote }, index) => stored[index] === quote);
}
