import { setTimeout } from "node:timers/promises";
import type { ChunkToIndex, FollowedIndex, IndexAudit, LiveDocument } from "@footnote/contracts";
import type { Chunks } from "./collection.ts";
import { vectorName } from "./schema.ts";
import { deleteAll, type WriteParts, writeDocuments } from "./write.ts";

const DOCUMENTS_AT_ONCE = 50;
const OBJECTS_AT_ONCE = 500;
/** Searches under way. */
const SEARCHES = 8;
/** So many of its neighbours are asked for; where as many have the very same vector any of them is as good. */
const NEIGHBOURS = 10;
/** Of unit vectors in 32-bit floats. */
const SAME_DISTANCE = 1e-5;
/** What differs is looked at again after this, and counts only if it still does: it may have changed meanwhile. */
const LOOK_AGAIN_MILLISECONDS = 3_000;
/** Vectors that were written a moment ago have yet to get their places: they are waited for so many times in all. */
const MOST_WAITS = 20;

export interface AuditParts extends WriteParts {
  /** Whether no vector waits for its place. */
  readonly isSettled: () => Promise<boolean>;
}

type How = Parameters<FollowedIndex["audit"]>[1];

interface Difference {
  readonly document: string;
  readonly live: number;
  readonly missing: number;
  readonly unreachable: readonly string[];
}

/**
 * Compares a collection with what is live, both ways: each chunk that is live is looked for by its id and by its vector, which a
 * crash of Weaviate can make it lose while the object stays; and each object is looked for among what is live.
 */
export async function auditCollection(
  parts: AuditParts,
  { repair, onProgress, signal }: How,
): Promise<IndexAudit> {
  const sum = { live: 0, missing: 0, unreachable: 0, stale: 0 };
  const lookAgain = againOf(parts, signal);
  for (let after: string | undefined; ; ) {
    const page = await parts.source.liveAfter(after, DOCUMENTS_AT_ONCE);
    for (const { document, ...difference } of await differencesOf(parts, page, lookAgain, signal)) {
      sum.live += difference.live;
      sum.missing += difference.missing;
      sum.unreachable += difference.unreachable.length;
      if (repair) await mend(parts, document, difference, signal);
    }
    onProgress(sum.live);
    after = page.at(-1)?.document;
    if (page.length < DOCUMENTS_AT_ONCE) break;
  }
  for await (const objects of allObjects(parts.chunks, signal)) {
    const stale = await staleOf(parts, objects);
    if (stale.length === 0) continue;
    await lookAgain();
    const still = await staleOf(parts, stale);
    sum.stale += still.length;
    if (repair) await writeDocuments(parts, [...new Set(still.map(({ document }) => document))], signal);
  }
  return { ...sum, repaired: repair };
}

/** Resolves when what was under way a moment ago is over, most likely. */
function againOf(parts: AuditParts, signal: AbortSignal): () => Promise<void> {
  let waits = 0;
  return async () => {
    do await setTimeout(LOOK_AGAIN_MILLISECONDS, undefined, { signal });
    while (!(await parts.isSettled()) && ++waits < MOST_WAITS);
  };
}

/** Of all of these documents; what differs was looked at twice. */
async function differencesOf(
  parts: AuditParts,
  page: readonly LiveDocument[],
  lookAgain: () => Promise<void>,
  signal: AbortSignal,
): Promise<Difference[]> {
  const first: Difference[] = [];
  for (const document of page) first.push(await differenceOf(parts, document, signal));
  if (!first.some(differs)) return first;
  await lookAgain();
  const ids = first.filter(differs).map(({ document }) => document);
  const again: Difference[] = [];
  for (const document of await parts.source.live(ids))
    again.push(await differenceOf(parts, document, signal));
  return [...first.filter((one) => !differs(one)), ...again];
}

function differs({ missing, unreachable }: Difference): boolean {
  return missing > 0 || unreachable.length > 0;
}

async function differenceOf(
  { chunks, source, models }: WriteParts,
  document: LiveDocument,
  signal: AbortSignal,
): Promise<Difference> {
  let live = 0;
  let missing = 0;
  const unreachable: string[] = [];
  for await (const batch of source.chunks([document])) {
    signal.throwIfAborted();
    const held = await heldOf(
      chunks,
      batch.map(({ chunk }) => chunk),
    );
    const there = batch.filter(({ chunk }) => held.get(chunk) === document.list);
    live += batch.length;
    missing += batch.length - there.length;
    const embedded = there.filter(({ model }) => models.has(model));
    for (let start = 0; start < embedded.length; start += SEARCHES) {
      const some = embedded.slice(start, start + SEARCHES);
      const found = await Promise.all(some.map((chunk) => isReachable(chunks, chunk)));
      unreachable.push(...some.filter((_, at) => !found[at]).map(({ chunk }) => chunk));
    }
  }
  return { document: document.document, live, missing, unreachable };
}

/** Of these chunks those that are there, with the list under which they are. */
async function heldOf(chunks: Chunks, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const { objects } = await chunks.query.fetchObjects({
    filters: chunks.filter.byId().containsAny([...ids]),
    limit: ids.length,
    returnProperties: ["list"] as never,
  });
  return new Map(objects.map(({ uuid, properties }) => [uuid, (properties as { list: string }).list]));
}

async function isReachable(chunks: Chunks, { chunk, model, embedding }: ChunkToIndex): Promise<boolean> {
  const { objects } = await chunks.query.nearVector(Array.from(embedding), {
    targetVector: vectorName({ id: model }) as never,
    limit: NEIGHBOURS,
    returnMetadata: ["distance"],
    returnProperties: [],
  });
  const isFull = objects.length === NEIGHBOURS;
  const last = objects.at(-1)?.metadata?.distance ?? Number.POSITIVE_INFINITY;
  return objects.some(({ uuid }) => uuid === chunk) || (isFull && last < SAME_DISTANCE);
}

/** Put once more an object keeps the vector that is not found; deleted and put, it gets another place in the graph. */
async function mend(
  parts: WriteParts,
  document: string,
  { missing, unreachable }: Pick<Difference, "missing" | "unreachable">,
  signal: AbortSignal,
) {
  if (unreachable.length > 0)
    await deleteAll(parts.chunks, parts.chunks.filter.byId().containsAny([...unreachable]));
  if (missing + unreachable.length > 0) await writeDocuments(parts, [document], signal);
}

interface IndexedVersion {
  readonly document: string;
  readonly version: string;
}

async function* allObjects(chunks: Chunks, signal: AbortSignal): AsyncIterable<IndexedVersion[]> {
  for (let after: string | undefined; ; ) {
    signal.throwIfAborted();
    const { objects } = await chunks.query.fetchObjects({
      limit: OBJECTS_AT_ONCE,
      ...(after !== undefined && { after }),
      returnProperties: ["document", "version"] as never,
    });
    if (objects.length > 0) yield objects.map(({ properties }) => properties as unknown as IndexedVersion);
    after = objects.at(-1)?.uuid;
    if (objects.length < OBJECTS_AT_ONCE) return;
  }
}

async function staleOf<Object extends IndexedVersion>({ source }: WriteParts, objects: readonly Object[]) {
  const live = await source.live([...new Set(objects.map(({ document }) => document))]);
  const versions = new Map(live.map(({ document, version }) => [document, version]));
  return objects.filter(({ document, version }) => versions.get(document) !== version);
}
