import { type Chunk, FootnoteError } from "@footnote/contracts";

/** A chunk's vector and what its rows take in indexes, besides its text. */
const BYTES_PER_CHUNK = 1_500;
const BYTES_PER_BYTE = 100;
/** Of a file that unpacks to more text than it has bytes: its text counts so much. */
const BYTES_PER_CHARACTER = 10;
/** However small the file. */
const BYTES_OF_ANY_FILE = 2_000_000;

/**
 * Every chunk repeats the headings above it and has a vector, so a long heading over a thousand sections of one word, or
 * ten thousand headings with a letter below each, become an index of hundreds of times their size. Documents that
 * people wrote come to 3 to 30 times. @throws FootnoteError file_too_large
 */
export function checkIndexed(chunks: readonly Chunk[], length: number, fileBytes: number): void {
  let bytes = 0;
  for (const { text, indexedText, headingPath } of chunks)
    bytes += text.length + indexedText.length + headingPath.join().length + BYTES_PER_CHUNK;
  const most = Math.max(BYTES_OF_ANY_FILE, BYTES_PER_BYTE * fileBytes, BYTES_PER_CHARACTER * length);
  if (bytes <= most) return;
  throw new FootnoteError(
    "file_too_large",
    `Its ${fileBytes.toLocaleString("en")} bytes would become ${chunks.length.toLocaleString("en")} passages, each with the headings above it.`,
    { action: "Join its sections, or give it fewer and shorter headings." },
  );
}
