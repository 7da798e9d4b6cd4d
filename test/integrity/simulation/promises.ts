import { ERROR_CODES, type FootnoteError } from "@footnote/contracts";
import { MARKS, parse } from "./content.ts";
import { READER, TENANT, type World } from "./ingest-process.ts";
import { type People, placeOf } from "./people.ts";
import { visibleChunks } from "./store/passages.ts";
import { bucketPipelines } from "./store/pipelines.ts";
import { type DocumentRow, type Rows, stateOf, versionRow } from "./store/rows.ts";

/** What holds at every moment, whatever has just failed. The first promise that is broken, or undefined. */
export function brokenNow(world: World, people: People): string | undefined {
  if (world.fencing.broken !== undefined) return world.fencing.broken;
  for (const row of world.store.rows.documents.values()) {
    if (row.dueAt === null && (row.live === null) !== (row.problem !== null))
      return `R1: ${row.key} is neither answerable nor a dead letter, and nobody will look at it`;
  }
  for (const [bucket, keys] of people.kept) {
    const rows = new Map(world.store.rows.documentsOf(TENANT, bucket).map((row) => [row.key, row]));
    for (const key of keys)
      if ((rows.get(key)?.live ?? null) === null)
        return `R9: ${key} is withdrawn while ${bucket} is not there`;
  }
  const found = visibleChunks(world.store.rows, READER, undefined);
  for (const [row, chunks] of Map.groupBy(found, (chunk) => chunk.row)) {
    const versions = new Set(chunks.map(({ chunk }) => chunk.version));
    if (versions.size > 1) return `R3: two versions of ${row.key} are found`;
    const version = chunks[0]?.version;
    if (version === undefined) continue;
    if (chunks.length !== version.chunks)
      return `R3: ${chunks.length} of ${version.chunks} chunks of ${row.key}`;
    const place = placeOf(row.bucket, row.key);
    const texts = people.written.get(place) ?? [];
    if (!texts.includes(version.text)) return `R3: ${row.key} is found with a text that nobody wrote`;
    if (!texts.slice(people.deletedBefore.get(place) ?? 0).includes(version.text))
      return `R5: ${row.key} is found after its deletion was acknowledged: ${version.text.slice(0, 20)}`;
    if (chunks.some(({ chunk }) => version.text.slice(chunk.start, chunk.end) !== chunk.text))
      return `R3: a chunk of ${row.key} is not of the version's text`;
  }
  return undefined;
}

/** R1: what holds when nothing has failed for a while. */
export function brokenAtRest(world: World): string | undefined {
  const { store, buckets } = world;
  for (const bucket of buckets) {
    const { serving, next } = bucketPipelines(store.rows, TENANT, bucket.name);
    const rows = new Map(store.rows.documentsOf(TENANT, bucket.name).map((row) => [row.key, row]));
    for (const [key, object] of bucket.objects) {
      const row = rows.get(key);
      if (row === undefined) return `R1: ${key} is not known`;
      // See brokenByClaims.
      if (object.refused) {
        if (row.live !== null) return `R1: ${key} is a link out of the bucket, and answerable`;
        continue;
      }
      const expected = outcomeOf(object, paragraphsOf(store.rows, row));
      // What kills its parser is tried again every hour, several times: the cause could have been something else.
      if (expected === "internal" && row.live === null) continue;
      if (row.dueAt !== null) return `R1: ${key} is still due at ${row.dueAt.toISOString()}`;
      const live = versionRow(row, row.live);
      if (stateOf(row) === "dead" || stateOf(row) === "skipped") {
        const { code, reason } = row.problem ?? { code: "internal", reason: "" };
        if (reason === "") return `R1: ${key} is a dead letter without a reason`;
        // Eight faults in a row are a reason; else the file must be one.
        if (code !== expected && !ERROR_CODES[code].retryable)
          return `R1: ${key} is a dead letter for ${code}, and should be ${expected}`;
      } else if (expected !== "live") return `R1: ${key} is live, and should be ${expected}`;
      else if (live?.text !== object.bytes.toString()) return `R1: ${key} is answerable at an older version`;
      else if (row.etag !== object.etag || live.etag !== object.etag)
        return `R1: ${key} is known by an old etag`;
      // What could not be made anew in an outage is tried again an hour later, and stays as it was until then.
      else if (![serving, next, row.stagedProblem && live.pipeline].includes(live.pipeline))
        return `R1: ${key} was made by ${live.pipeline}, and not by ${serving} or ${next}`;
    }
    for (const key of rows.keys()) if (!bucket.objects.has(key)) return `R1: ${key} is gone and still known`;
    const waits = world.buckets.flatMap(({ name }) => store.rows.documentsOf(TENANT, name));
    if (next !== undefined && waits.every((row) => row.stagedProblem === null))
      return `R1: the next pipeline of ${bucket.name} is never switched to`;
  }
  return undefined;
}

/** Nobody pays twice for what did not change. */
export function brokenByClaims(world: World, before: ReadonlyMap<string, number>): string | undefined {
  for (const bucket of world.buckets) {
    for (const [key, { refused, bytes }] of bucket.objects) {
      if (bytes.includes(MARKS.deadly)) continue;
      const place = placeOf(bucket.name, key);
      // What a listing shows and nobody may open has no etag to be compared with, so that it is asked after each time.
      if (!refused && world.fencing.claims.get(place) !== before.get(place))
        return `R2: ${key} is looked at again although nothing changed`;
    }
  }
  return undefined;
}

function paragraphsOf(rows: Rows, row: DocumentRow): number {
  return rows.bucket(row.tenant, row.bucket).serving?.description.chunker.parameters.paragraphs ?? 1;
}

/** What becomes of such an object when nothing fails. */
function outcomeOf(object: { readonly key: string; readonly bytes: Uint8Array }, paragraphs: number): string {
  try {
    parse(object, paragraphs);
    return "live";
  } catch (error) {
    return (error as FootnoteError).code;
  }
}

/**
 * The rows that a reader can ever notice, without what is different in every run: times and numbers of claims. Left out
 * are objects that nobody may open, described as they were when somebody could, and those that kill every parser, which
 * are tried again every hour.
 */
export function essenceOf({ store: { rows }, buckets }: World): unknown[] {
  const isComparable = ({ bucket, key }: DocumentRow) => {
    const object = buckets.find(({ name }) => name === bucket)?.objects.get(key);
    return object !== undefined && !object.refused && !object.bytes.includes(MARKS.deadly);
  };
  const compared = rows.readable(READER).filter(isComparable);
  return compared.map((row) => {
    const live = versionRow(row, row.live);
    return {
      bucket: row.bucket,
      key: row.key,
      etag: row.etag,
      size: row.size,
      state: stateOf(row),
      problem: row.problem && { ...row.problem, at: undefined },
      live: live && {
        version: live.version,
        pipeline: live.pipeline,
        etag: live.etag,
        title: live.title,
        text: live.text,
        chunks: live.chunks,
      },
      chunks: visibleChunks(rows, READER, undefined)
        .filter((found) => found.row === row)
        .map(({ chunk }) => ({ ...chunk, embedding: [...chunk.embedding] }))
        .sort((one, other) => one.ordinal - other.ordinal),
    };
  });
}
