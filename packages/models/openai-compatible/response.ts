import { FootnoteError } from "@footnote/contracts";

/**
 * The vectors of an answer in OpenAI's form, in the order of the texts, scaled to unit length.
 * @throws FootnoteError embedding_failed where they are not what was asked for
 */
export function vectorsOf(body: string, count: number, dimensions: number): Float32Array[] {
  const entries = entriesOf(body);
  const positions = new Set(entries.map(({ index }) => index));
  if (
    entries.length !== count ||
    !positions.isSubsetOf(new Set(Array(count).keys())) ||
    positions.size < count
  ) {
    throw wrong(
      `did not give one vector for each of ${count} texts (it gave ${entries.length})`,
      "Check that the server embeds lists of texts in OpenAI's form.",
    );
  }
  return entries.sort((a, b) => a.index - b.index).map(({ embedding }) => unitVector(embedding, dimensions));
}

interface Entry {
  readonly index: number;
  readonly embedding: readonly unknown[];
}

function entriesOf(body: string): Entry[] {
  let data: unknown;
  try {
    data = JSON.parse(body)?.data;
  } catch {
    // Told below, like any other body that has no data.
  }
  const isEntry = (entry: unknown): entry is Entry =>
    typeof entry === "object" && entry !== null && "embedding" in entry && Array.isArray(entry.embedding);
  if (Array.isArray(data) && data.every(isEntry)) return data;
  throw wrong(
    "did not answer in OpenAI's form",
    "Check embedding.baseUrl: it usually ends with /v1, and its /embeddings is asked.",
  );
}

function unitVector(values: readonly unknown[], dimensions: number): Float32Array {
  if (values.length !== dimensions) {
    throw wrong(
      `gives vectors of ${values.length} dimensions, but embedding.dimensions says ${dimensions}`,
      `Set embedding.dimensions to ${values.length}, or name another model.`,
    );
  }
  const norm = Math.hypot(...values.map(Number));
  if (!Number.isFinite(norm) || norm === 0) {
    throw wrong("gave a vector without a direction", "Check that the model is made for embeddings.");
  }
  return Float32Array.from(values, (value) => Number(value) / norm);
}

function wrong(what: string, action: string): FootnoteError {
  return new FootnoteError("embedding_failed", `The model server ${what}.`, { action });
}
