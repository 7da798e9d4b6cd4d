import { CANARY_KEY, type Catalogue, type Claim, type KnownObject, type Store } from "@footnote/contracts";
import { prune, sweep } from "./archive.ts";
import { inMemoryIndex } from "./chunk-index.ts";
import { claim, look, nextDue, postpone, renew } from "./claims.ts";
import { keptTime, lookAtClock, type StoreTime } from "./clock.ts";
import { inMemoryPassages } from "./passages.ts";
import {
  bucketPipelines,
  configurePipeline,
  pipelines,
  rollBackPipelines,
  switchPipelines,
} from "./pipelines.ts";
import { compare, type DocumentRow, documentId, embeddingKey, Rows, stateOf, versionRow } from "./rows.ts";
import { type Batches, commit, confirm, fail, remove, stage, withdraw } from "./versions.ts";

/** A file that is renamed is deleted here and new there, and a large one takes a while to be read again. */
const SPARE_MILLISECONDS = 60 * 60_000;

export interface InMemoryStore extends Store {
  readonly rows: Rows;
  /** For a store whose earlier process is gone for certain. */
  endLeases(): void;
}

/** The store's promises without a database. Every method is one transaction, commit and stage are several. */
export function openInMemoryStore(
  clock: StoreTime,
  keepMilliseconds: number,
  batches: Batches,
): InMemoryStore {
  const rows = new Rows();
  return {
    rows,
    catalogue: inMemoryCatalogue(rows, clock, batches),
    passages: inMemoryPassages(rows),
    index: inMemoryIndex(rows),
    endLeases() {
      for (const row of rows.documents.values()) row.leasedUntil = null;
    },
    check: () => Promise.resolve(),
    async maintain() {
      lookAtClock(rows, clock);
      const before = (milliseconds: number) => new Date(keptTime(rows, clock.now()).getTime() - milliseconds);
      prune(rows, before(keepMilliseconds), before(SPARE_MILLISECONDS));
    },
    close: () => Promise.resolve(),
  };
}

/** One program's way to the rows: what it writes in several transactions ends where it crashes. */
export function inMemoryCatalogue(rows: Rows, clock: StoreTime, batches: Batches): Catalogue {
  const now = () => lookAtClock(rows, clock);
  return {
    async attachBucket(tenant, { name, folder, readers, hasObjectReaders = false }) {
      const row = rows.bucket(tenant, name);
      Object.assign(row, {
        folder,
        readers,
        hasObjectReaders,
        attached: true,
        firstWatchedAt: row.firstWatchedAt ?? now(),
      });
    },
    async detachBucket(tenant, bucket) {
      rows.bucket(tenant, bucket).attached = false;
    },
    attachedBuckets: async (tenant) =>
      rows
        .buckets(tenant)
        .filter((bucket) => bucket.attached)
        .map(({ name, folder, readers, hasObjectReaders }) => ({
          name,
          folder,
          readers: readers.toSorted(),
          hasObjectReaders,
        })),
    look: async (tenant, bucket, keys, lane) => look(rows, now(), tenant, bucket, keys, lane),
    withdraw: async (tenant, bucket, key) => withdraw(rows, now(), tenant, bucket, key),
    claim: async (tenant, buckets, lanes, limit) => claim(rows, now(), tenant, buckets, lanes, limit),
    nextDue: async (tenant, buckets, lanes) => nextDue(rows, tenant, buckets, lanes),
    accessListOf: async ({ bucket, key, accessList }, readers) =>
      readers === "unasked" ? accessList : rows.listOf({ bucket, key, readers }),
    embeddings: async (document, texts, model) => embeddings(rows, document, texts, model),
    commit: (claimed, version) => commit(rows, now, batches, claimed, version),
    stage: (claimed, version) => stage(rows, now, batches, claimed, version),
    confirm: async (claimed, object) => confirm(rows, now(), claimed, object),
    remove: async (claimed) => remove(rows, now(), claimed),
    postpone: async (claimed, until, lane) => postpone(rows, claimed, until, lane),
    listen: undefined,
    renew: async (claims) => renew(rows, now(), claims),
    fail: async (claimed, failure) => fail(rows, now(), claimed, failure),
    async known(tenant, bucket, keys) {
      return keys.flatMap((key) => {
        const row = rows.documents.get(documentId(tenant, bucket, key));
        return row === undefined ? [] : [knownObject(row)];
      });
    },
    async differing(tenant, bucket, objects, { serving, next }) {
      return objects.flatMap(({ key, etag, readers }) => {
        const row = rows.documents.get(documentId(tenant, bucket, key));
        const known = row && knownObject(row);
        const isReady =
          next === undefined
            ? known?.pipeline === serving
            : known?.pipeline === next || (known?.pipeline === serving && known?.staged === next);
        const isSettled = known?.state === "live" && known.etag === etag && known.problem === null && isReady;
        const hasOtherReaders =
          row !== undefined && readers !== "unasked" && rows.listOf(row) !== rows.listOf({ ...row, readers });
        return isSettled && !hasOtherReaders ? [] : [{ key, etag, known, hasOtherReaders }];
      });
    },
    countAnswerable: async (tenant, bucket, most) => Math.min(most, answerable(rows, tenant, bucket).length),
    sampleAnswerable: async (tenant, bucket, limit) =>
      answerable(rows, tenant, bucket)
        .sort((one, other) => compare(one.id, other.id))
        .slice(0, limit)
        .map(knownObject),
    bucketPlace: async (tenant, bucket) => rows.bucket(tenant, bucket).place,
    async rememberPlace(tenant, bucket, place) {
      rows.bucket(tenant, bucket).place = place;
    },
    async knownKeys(tenant, bucket, after, limit) {
      return rows
        .documentsOf(tenant, bucket)
        .map((row) => row.key)
        .filter((key) => after === undefined || key > after)
        .sort(compare)
        .slice(0, limit);
    },
    configurePipeline: async (tenant, bucket, pipeline) =>
      configurePipeline(rows, now(), tenant, bucket, pipeline),
    bucketPipelines: async (tenant, bucket) => bucketPipelines(rows, tenant, bucket),
    pipelines: async (tenant) => pipelines(rows, tenant),
    switchPipelines: async (tenant, options) => switchPipelines(rows, now(), tenant, options),
    rollBackPipelines: async (tenant, buckets) => rollBackPipelines(rows, now(), tenant, buckets),
    orphans: async (tenant, { repair }) => sweep(rows, now(), tenant, repair),
  };
}

function answerable(rows: Rows, tenant: string, bucket: string): DocumentRow[] {
  return rows.documentsOf(tenant, bucket).filter((row) => row.live !== null && row.key !== CANARY_KEY);
}

function knownObject(row: DocumentRow): KnownObject {
  const { key, etag, live } = row;
  const pipeline = versionRow(row, live)?.pipeline ?? row.problem?.pipeline ?? null;
  const staged = row.stagedProblem?.pipeline ?? versionRow(row, row.staged)?.pipeline ?? null;
  const failed = row.problem ?? row.stagedProblem;
  const problem = failed && { code: failed.code, at: new Date(failed.at) };
  return { key, etag, version: live, pipeline, staged, state: stateOf(row), problem };
}

function embeddings(
  rows: Rows,
  { tenant, document, accessList }: Pick<Claim, "tenant" | "document" | "accessList">,
  texts: readonly string[],
  model: string,
): (Float32Array | undefined)[] {
  const stored = new Map<string, Float32Array>();
  for (const row of rows.documents.values()) {
    if (row.tenant !== tenant || (row.id !== document && rows.listOf(row) !== accessList)) continue;
    for (const chunk of [...row.chunks.values(), ...row.past.values()])
      if (chunk.model === model) stored.set(chunk.indexedText, chunk.embedding);
  }
  return texts.map(
    (text) => stored.get(text) ?? rows.spare.get(embeddingKey(accessList, tenant, model, text))?.embedding,
  );
}
