import { FootnoteError, type IndexSource, type LiveDocument } from "@footnote/contracts";
import { type DataObject, Filters, type FilterValue } from "weaviate-client";
import type { Chunks } from "./collection.ts";
import { propertiesOf } from "./objects.ts";
import { vectorName } from "./schema.ts";

const DOCUMENTS_AT_ONCE = 100;
/** Who goes on changing all the while is told of again. */
const MOST_ROUNDS = 5;
/** Weaviate deletes up to QUERY_MAXIMUM_RESULTS at once, 10,000 unless it is told otherwise: whoever sees so many asks again. */
const DELETED_AT_ONCE = 1_000;

export interface WriteParts {
  readonly chunks: Chunks;
  readonly source: IndexSource;
  /** Ids of the models whose vectors the collection has a place for; what others embedded is found by its words alone. */
  readonly models: ReadonlySet<string>;
}

/**
 * Makes the collection hold of these documents what is live: puts, then deletes, then looks whether that is still so. The last
 * look is what makes two that write at once end at the truth, whichever of them was the slower.
 */
export async function writeDocuments(
  parts: WriteParts,
  documents: readonly string[],
  signal?: AbortSignal,
): Promise<void> {
  for (let start = 0; start < documents.length; start += DOCUMENTS_AT_ONCE) {
    let due = documents.slice(start, start + DOCUMENTS_AT_ONCE);
    for (let round = 0; due.length > 0 && round < MOST_ROUNDS; round++) {
      const live = await parts.source.live(due);
      const held = await put(parts, live, signal);
      // Most often there is nothing else: one question in place of a deletion for each document.
      if ((await countOf(parts.chunks, due)) !== held) await deleteOthers(parts.chunks, due, live, signal);
      const now = new Map((await parts.source.live(due)).map((one) => [one.document, one]));
      const before = new Map(live.map((one) => [one.document, one]));
      due = due.filter((document) => !isSame(before.get(document), now.get(document)));
    }
  }
}

function isSame(one: LiveDocument | undefined, other: LiveDocument | undefined): boolean {
  return one?.version === other?.version && one?.list === other?.list;
}

/** How many chunks it put. */
async function put(
  { chunks, source, models }: WriteParts,
  live: readonly LiveDocument[],
  signal?: AbortSignal,
): Promise<number> {
  let count = 0;
  const byId = new Map(live.map((document) => [document.document, document]));
  for await (const batch of source.chunks(live)) {
    signal?.throwIfAborted();
    const objects = batch.map((chunk): DataObject<undefined> => {
      const document = byId.get(chunk.document) as LiveDocument;
      return {
        id: chunk.chunk,
        properties: propertiesOf(document, chunk) as never,
        vectors: models.has(chunk.model)
          ? { [vectorName({ id: chunk.model })]: Array.from(chunk.embedding) }
          : {},
      };
    });
    // A batch as a whole may succeed while some of its objects are refused.
    const { hasErrors, errors } = await chunks.data.insertMany(objects);
    if (hasErrors) throw refused(Object.values(errors)[0]?.message);
    count += objects.length;
  }
  return count;
}

async function countOf(chunks: Chunks, documents: readonly string[]): Promise<number> {
  const filters = chunks.filter.byProperty("document" as never).containsAny([...documents] as never);
  return (await chunks.aggregate.overAll({ filters })).totalCount;
}

async function deleteOthers(
  chunks: Chunks,
  documents: readonly string[],
  live: readonly LiveDocument[],
  signal?: AbortSignal,
) {
  const by = (property: string) => chunks.filter.byProperty(property as never);
  const isLive = new Set(live.map(({ document }) => document));
  const gone = documents.filter((document) => !isLive.has(document));
  if (gone.length > 0) await deleteAll(chunks, by("document").containsAny(gone as never));
  for (const { document, version } of live) {
    signal?.throwIfAborted();
    await deleteAll(
      chunks,
      Filters.and(by("document").equal(document as never), by("version").notEqual(version as never)),
    );
  }
}

export async function deleteAll(chunks: Chunks, which: FilterValue): Promise<void> {
  for (;;) {
    const { matches, failed } = await chunks.data.deleteMany(which);
    if (failed > 0) throw refused(`${failed} of ${matches} chunks were not deleted`);
    if (matches < DELETED_AT_ONCE) return;
  }
}

function refused(why: string | undefined): FootnoteError {
  return new FootnoteError("store_failed", `Weaviate refused a chunk: ${why ?? "it does not say why"}.`, {
    action:
      "It is tried again by itself; if it stays, look at Weaviate's log for free disk space and memory.",
  });
}
