import {
  asFootnoteError,
  type Bucket,
  type BucketObject,
  type Claim,
  type Failure,
  type FootnoteError,
  type NewVersion,
  SKIPPED_CODES,
  type Stage,
} from "@footnote/contracts";
import { fullJitter } from "@footnote/runtime";
import type { ByteBudget } from "./byte-budget.ts";
import type { Deletions } from "./deletions.ts";
import type { EmbeddingReuse } from "./embedding-reuse.ts";
import type { IngestParts } from "./parts.ts";
import { type Pipelines, versionOf } from "./pipeline.ts";
import { type Plan, planOf } from "./plan.ts";
import { whileCurrent } from "./while-current.ts";

const UNSETTLED_RETRY_MILLISECONDS = 250;
/** What is not there, and may be absent rather than deleted, is looked at again after that. */
const ABSENT_RETRY_MILLISECONDS = 30_000;
const RETRY = { base: 1_000, cap: 5 * 60_000 };
/** With full jitter up to five minutes, twelve tries take about ten minutes: longer than a passing fault. */
const MOST_ATTEMPTS = 12;

export type Outcome =
  | "live"
  | "staged"
  | "unchanged"
  | "removed"
  | "postponed"
  | "waits for recognition"
  | "failed"
  | "dead"
  | "skipped"
  | "claim lost";

/** What all documents that one worker ingests share. */
export interface Shared {
  readonly parts: IngestParts;
  readonly pipelines: Pipelines;
  readonly embeddings: EmbeddingReuse;
  /** Of the bucket, by name. */
  deletionsOf(bucket: string): Pick<Deletions, "leaveToComparison">;
  readonly budget: ByteBudget;
  readonly signal: AbortSignal;
}

/** How far a document has come, for the record of its failure. */
interface Progress {
  stage: Stage;
  object: BucketObject | undefined;
  pipeline: string;
}

/** Brings what the catalogue knows of one document in line with what lies in its bucket now. */
export async function ingestDocument(shared: Shared, bucket: Bucket, claim: Claim): Promise<Outcome> {
  const { parts, pipelines, budget, signal } = shared;
  const { catalogue, clock } = parts;
  const progress: Progress = {
    stage: "fetch",
    object: undefined,
    pipeline: pipelines.configuredFor(bucket.name),
  };
  try {
    const seen = await bucket.head(claim.key);
    if (seen === undefined) return removeGone(shared, claim);
    progress.object = seen;
    const plan = planOf(claim, seen, pipelines);
    if (plan === undefined) return held(await catalogue.confirm(claim, seen), "unchanged");
    progress.pipeline = plan.pipeline;
    return await budget.spend(seen.size, () => makeVersion(shared, bucket, claim, plan, progress));
  } catch (error) {
    // Where the claim is lost, this gives nothing back.
    if (signal.aborted) {
      return held(await catalogue.postpone(claim, clock.now()), "postponed");
    }
    return settleFailure(parts, claim, progress, asFootnoteError(error));
  }
}

/** What is answered from is not deleted by whoever happens to meet it: see deletions.ts. */
async function removeGone({ parts, deletionsOf }: Shared, claim: Claim): Promise<Outcome> {
  const { catalogue, clock } = parts;
  if (claim.live === undefined) return held(await catalogue.remove(claim), "removed");
  deletionsOf(claim.bucket).leaveToComparison();
  const again = new Date(clock.now().getTime() + ABSENT_RETRY_MILLISECONDS);
  return held(await catalogue.postpone(claim, again), "postponed");
}

async function makeVersion(
  shared: Shared,
  bucket: Bucket,
  claim: Claim,
  plan: Plan,
  progress: Progress,
): Promise<Outcome> {
  const { parts, pipelines, embeddings, signal } = shared;
  const { catalogue, limits, clock } = parts;
  signal.throwIfAborted();
  const object = await bucket.fetch(claim.key, { maxBytes: limits.fileBytes });
  if (object === undefined) return removeGone(shared, claim);
  // The next pipeline reads what is live, so that a switch changes how a document was read and not what it says.
  if (plan.as === "staged" && object.etag !== claim.live?.etag)
    return held(await catalogue.postpone(claim, clock.now()), "postponed");
  progress.object = object;
  const { read, embedder } = pipelines.get(plan.pipeline);
  const fetched = clock.now();
  const version = await versionOf(plan.pipeline, object.bytes);
  const made = plan.as === "live" ? claim.live : claim.staged;
  if (made?.version === version) return held(await catalogue.confirm(claim, object), "unchanged");

  progress.stage = "parse";
  let parsed = fetched;
  const onParsed = () => {
    parsed = clock.now();
    progress.stage = "chunk";
  };
  const { bytes, ...described } = object;
  const reading = (until: AbortSignal) =>
    read({ key: claim.key, bytes }, { lane: claim.lane, signal: until, onParsed });
  const document =
    claim.lane === "recognition"
      ? await whileCurrent(parts, bucket, object, signal, reading)
      : await reading(signal);
  progress.stage = "embed";
  const accessList =
    object.readers === undefined ? claim.accessList : await catalogue.accessListOf(claim, object.readers);
  const under = { ...claim, accessList };
  const { chunks, reused, release } = await embeddings.embed(under, embedder, document.chunks, signal);
  try {
    const embedded = clock.now();
    progress.stage = "index";
    const newVersion: NewVersion = {
      version,
      pipeline: plan.pipeline,
      model: embedder.model.id,
      object: described,
      title: document.title,
      format: document.format,
      pages: document.pages,
      notes: document.notes,
      length: document.length,
      segments: document.segments,
      chunks,
      reused,
      times: {
        written: object.modifiedAt.toISOString(),
        noticed: claim.noticedAt.toISOString(),
        claimed: claim.claimedAt.toISOString(),
        fetched: fetched.toISOString(),
        parsed: parsed.toISOString(),
        embedded: embedded.toISOString(),
      },
    };
    return plan.as === "live"
      ? held(await catalogue.commit(claim, newVersion), "live")
      : held(await catalogue.stage(claim, newVersion), "staged");
  } finally {
    release();
  }
}

async function settleFailure(
  { catalogue, log, clock, random }: IngestParts,
  claim: Claim,
  { stage, object, pipeline }: Progress,
  error: FootnoteError,
): Promise<Outcome> {
  const now = clock.now().getTime();
  if (error.code === "object_unsettled") {
    return held(await catalogue.postpone(claim, new Date(now + UNSETTLED_RETRY_MILLISECONDS)), "postponed");
  }
  if (error.code === "recognition_waiting") {
    return held(await catalogue.postpone(claim, clock.now(), "recognition"), "waits for recognition");
  }
  if (error.code === "bucket_absent") {
    return held(await catalogue.postpone(claim, new Date(now + ABSENT_RETRY_MILLISECONDS)), "postponed");
  }
  const again = error.retryable && claim.attempt < MOST_ATTEMPTS;
  const retryAt = again ? new Date(now + fullJitter(claim.attempt, RETRY, random)) : undefined;
  const isSkipped = SKIPPED_CODES.includes(error.code);
  const told = { bucket: claim.bucket, key: claim.key, stage, retryAt };
  if (isSkipped) log.info({ ...told, reason: error.message }, "A file holds nothing to read.");
  else if (error.retryable) log.warn({ ...told, err: error }, "A document could not be ingested.");
  else {
    // It is the file: where in the program that was seen is for those who work on the program.
    log.warn({ ...told, code: error.code, reason: error.message }, "A document could not be ingested.");
    log.debug({ ...told, err: error }, "Where that was seen.");
  }
  const failure: Failure = { stage, error, object, pipeline, retryAt };
  return held(await catalogue.fail(claim, failure), again ? "failed" : isSkipped ? "skipped" : "dead");
}

/** What became of the document, where the claim was still its own. */
function held(isHeld: boolean, outcome: Outcome): Outcome {
  return isHeld ? outcome : "claim lost";
}
