import {
  asFootnoteError,
  type Bucket,
  type BucketPlace,
  type BucketPresence,
  type BucketRegistry,
  type ChangeIntake,
  FootnoteError,
  type Inventory,
} from "@footnote/contracts";
import { isSameBucket, judgePlace, placeWith } from "./absence.ts";
import { Deletions } from "./deletions.ts";
import type { IngestParts, WatchedBucket } from "./parts.ts";
import { queueChanges } from "./queue-changes.ts";
import { sampleBucket } from "./sample-bucket.ts";

/** Nothing tells that a folder was mounted, replaced or unmounted, so it is looked at. */
const LOOK_EVERY_MILLISECONDS = 1_000;
/** A network share that is gone may not even answer. */
const ANSWER_WITHIN_MILLISECONDS = 10_000;
/** Something in the bucket's place may be on its way to becoming the bucket, as a back-up that is being restored is. */
const SAMPLE_EVERY_MILLISECONDS = 10_000;

const CONNECT = "Connect the disk or network share it lies on; it is taken up again by itself.";

/** A bucket that is watched while it is there, and left alone while it is not. */
export interface AttendedBucket {
  readonly bucket: Bucket;
  readonly deletions: Deletions;
  /** False while nothing of it can be looked at. */
  isThere(): boolean;
  presence(): BucketPresence;
  /** A person says that what lies there now is the bucket. @throws FootnoteError bucket_absent */
  confirm(): Promise<void>;
  close(): Promise<void>;
}

interface Trouble {
  readonly state: "absent" | "incomplete";
  readonly reason: string;
  readonly action: string;
  readonly since: Date;
}

/**
 * Looks after a bucket: tells the bucket from what may lie in its place (see absence.ts), begins to watch it whenever it
 * is there again, and then has it compared. Resolves when it is watched, or known not to be there.
 */
export async function attendBucket(
  { bucket, changes }: Pick<WatchedBucket, "bucket" | "changes">,
  parts: Pick<IngestParts, "tenant" | "clock" | "log" | "deletions"> & {
    readonly catalogue: BucketRegistry & ChangeIntake & Inventory;
  },
  events: { onQueued(): void; onCompare(): void },
): Promise<AttendedBucket> {
  const { catalogue, tenant, clock, log } = parts;
  const { name } = bucket;
  const deletions = new Deletions(bucket, parts, events.onCompare);
  const stopping = new AbortController();
  let remembered = await catalogue.bucketPlace(tenant, name);
  let trouble: Trouble | undefined;
  /** `of` says what lay there when watching began: with anything else there it must begin anew. */
  let watch: { readonly of: string; close(): Promise<void> } | undefined;
  let refused: { readonly identity: string; readonly at: number } | undefined;
  let asked: Promise<BucketPlace> | undefined;
  if (remembered !== undefined) bucket.recognise(remembered);

  async function look(): Promise<void> {
    let found: BucketPlace;
    try {
      found = await answer();
      const { isSame, missing } = judgePlace(remembered, found);
      if (!isSame && !(await isAccepted(found))) throw anotherPlace(name);
      await remember(placeWith(found, missing));
      await beWatching(found);
      notice(missing.length === 0 ? undefined : incomplete(missing));
    } catch (error) {
      if (stopping.signal.aborted) return;
      await stopWatching();
      const { message: reason, action } = asFootnoteError(error);
      notice({ state: "absent", reason, action });
    }
  }

  /** One question at a time: a share that hangs holds each that is put to it. */
  async function answer(): Promise<BucketPlace> {
    asked ??= bucket.place().finally(() => {
      asked = undefined;
    });
    const answered = new AbortController();
    const late = clock.sleep(ANSWER_WITHIN_MILLISECONDS, answered.signal).then((): never => {
      throw new FootnoteError("bucket_absent", "The bucket does not answer.", { action: CONNECT });
    });
    late.catch(() => undefined);
    return Promise.race([asked, late]).finally(() => answered.abort());
  }

  async function isAccepted({ identity }: BucketPlace): Promise<boolean> {
    const wasRefused = refused?.identity === identity;
    if (wasRefused && clock.elapsed() - (refused?.at ?? 0) < SAMPLE_EVERY_MILLISECONDS) return false;
    const sampled = await sampleBucket(bucket, parts);
    const isAccepted = sampled === "nothing is known" || isSameBucket(sampled);
    refused = isAccepted ? undefined : { identity, at: clock.elapsed() };
    return isAccepted;
  }

  async function remember(place: BucketPlace): Promise<void> {
    if (JSON.stringify(place) === JSON.stringify(remembered)) return;
    await catalogue.rememberPlace(tenant, name, place);
    remembered = place;
    bucket.recognise(place);
  }

  async function beWatching({ identity, parts: found }: BucketPlace): Promise<void> {
    const of = [identity, ...found].join();
    if (watch?.of === of) return;
    const isFirst = trouble === undefined && watch === undefined;
    await stopWatching();
    const { close } = await queueChanges(bucket, changes, deletions, parts, events);
    watch = { of, close };
    if (!isFirst) events.onCompare();
  }

  async function stopWatching(): Promise<void> {
    const stopped = watch;
    watch = undefined;
    await stopped?.close();
  }

  function notice(now: Omit<Trouble, "since"> | undefined): void {
    if (now?.state === trouble?.state && now?.reason === trouble?.reason) return;
    trouble = now && { ...now, since: clock.now() };
    if (now === undefined) log.warn({ bucket: name }, "The bucket is there again.");
    else
      log.warn(
        { bucket: name, reason: now.reason, action: now.action },
        "The bucket is not there: nothing of it is withdrawn, and it is answered from what is known.",
      );
  }

  let looking = Promise.resolve();
  /** After the look before it: two at once would watch twice. */
  function lookInTurn(): Promise<void> {
    looking = looking.then(look);
    return looking;
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      await clock.sleep(LOOK_EVERY_MILLISECONDS, stopping.signal);
      if (!stopping.signal.aborted) await lookInTurn();
    }
  }

  await lookInTurn();
  const running = run();
  return {
    bucket,
    deletions,
    isThere: () => trouble?.state !== "absent",
    presence: () => presenceOf(trouble, deletions),
    async confirm() {
      await remember(await answer());
      refused = undefined;
      await lookInTurn();
    },
    async close() {
      stopping.abort();
      await running;
      await stopWatching();
    },
  };
}

function presenceOf(trouble: Trouble | undefined, { waiting }: Deletions): BucketPresence {
  if (waiting !== undefined && trouble?.state !== "absent") {
    const { documents, answerable, since, until } = waiting;
    return {
      state: "waiting",
      reason: `${documents} of ${answerable} documents are gone from it at once.`,
      action:
        "Until somebody says that they were deleted (npx footnote confirm BUCKET) they are answered from as before.",
      since: since.toISOString(),
      gone: documents,
      until: until?.toISOString() ?? null,
    };
  }
  const { state, reason, action, since } = trouble ?? { state: "there", reason: null, action: null };
  return { state, reason, action, since: since?.toISOString() ?? null, gone: 0, until: null };
}

function incomplete(missing: readonly string[]): Omit<Trouble, "since"> {
  const folders = missing.length === 1 ? "The folder" : "The folders";
  return {
    state: "incomplete",
    reason: `${folders} ${missing.join(", ")} of this bucket are on a disk that is not there.`,
    action: CONNECT,
  };
}

function anotherPlace(name: string): FootnoteError {
  return new FootnoteError(
    "bucket_absent",
    "What lies in the bucket's place is another folder, and holds other documents or none.",
    { action: `${CONNECT} If this is the bucket now, say so: npx footnote confirm ${name}` },
  );
}
