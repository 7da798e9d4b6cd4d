import {
  asFootnoteError,
  type Bucket,
  type BucketObject,
  type Claim,
  type FootnoteError,
  type NewVersion,
} from "@footnote/contracts";
import { fullJitter } from "@footnote/runtime";
import type { ByteBudget } from "./byte-budget.ts";
import type { IngestParts } from "./parts.ts";
import { versionOf } from "./pipeline.ts";

type Stage = "fetch" | "parse" | "chunk" | "embed" | "index";

const UNSETTLED_RETRY_MILLISECONDS = 250;
const RETRY = { base: 1_000, cap: 5 * 60_000 };
/** With full jitter up to five minutes, eight tries take about ten minutes: longer than a passing fault. */
const MOST_ATTEMPTS = 8;

export type Outcome = "live" | "unchanged" | "removed" | "postponed" | "failed" | "dead" | "claim lost";

/** Brings what the catalogue knows of one document in line with what lies in its bucket now. */
export async function ingestDocument(
  parts: IngestParts,
  bucket: Bucket,
  pipeline: string,
  budget: ByteBudget,
  claim: Claim,
  signal: AbortSignal,
): Promise<Outcome> {
  const { catalogue } = parts;
  const progress: { stage: Stage; object: BucketObject | undefined } = { stage: "fetch", object: undefined };
  try {
    const seen = await bucket.head(claim.key);
    if (seen === undefined) return (await catalogue.remove(claim)) ? "removed" : "claim lost";
    if (claim.live?.etag === seen.etag && claim.live.pipeline === pipeline) {
      return (await catalogue.confirm(claim, seen)) ? "unchanged" : "claim lost";
    }
    progress.object = seen;
    return await budget.spend(seen.size, () => makeVersion(parts, bucket, pipeline, claim, progress, signal));
  } catch (error) {
    if (signal.aborted) {
      await catalogue.postpone(claim, new Date());
      return "postponed";
    }
    return settleFailure(parts, claim, pipeline, progress, asFootnoteError(error));
  }
}

async function makeVersion(
  parts: IngestParts,
  bucket: Bucket,
  pipeline: string,
  claim: Claim,
  progress: { stage: Stage; object: BucketObject | undefined },
  signal: AbortSignal,
): Promise<Outcome> {
  const { catalogue, parser, chunker, embedder, limits } = parts;
  signal.throwIfAborted();
  const object = await bucket.fetch(claim.key, { maxBytes: limits.fileBytes });
  if (object === undefined) return (await catalogue.remove(claim)) ? "removed" : "claim lost";
  progress.object = object;
  const fetched = new Date();
  const version = versionOf(pipeline, object.bytes);
  if (claim.live?.version === version)
    return (await catalogue.confirm(claim, object)) ? "unchanged" : "claim lost";

  progress.stage = "parse";
  const document = await parser.parse({ key: claim.key, bytes: object.bytes }, signal);
  const parsed = new Date();
  progress.stage = "chunk";
  const chunks = await chunker.chunk(document, signal);
  progress.stage = "embed";
  const embeddings = await embedder.embedChunks(
    chunks.map((chunk) => chunk.indexedText),
    signal,
  );
  const embedded = new Date();
  progress.stage = "index";
  const made: NewVersion = {
    version,
    pipeline,
    object,
    title: document.title,
    format: document.format,
    pages: document.pages ?? null,
    text: document.text,
    blocks: document.blocks,
    chunks: chunks.map((chunk, index) => {
      const embedding = embeddings[index];
      if (embedding === undefined) throw new Error("The embedder returned fewer vectors than texts.");
      return { ...chunk, embedding };
    }),
    times: {
      written: object.modifiedAt.toISOString(),
      noticed: claim.noticedAt.toISOString(),
      claimed: claim.claimedAt.toISOString(),
      fetched: fetched.toISOString(),
      parsed: parsed.toISOString(),
      embedded: embedded.toISOString(),
    },
  };
  return (await catalogue.commit(claim, made)) ? "live" : "claim lost";
}

async function settleFailure(
  { catalogue, log }: IngestParts,
  claim: Claim,
  pipeline: string,
  { stage, object }: { stage: Stage; object: BucketObject | undefined },
  error: FootnoteError,
): Promise<Outcome> {
  if (error.code === "object_unsettled") {
    const until = new Date(Date.now() + UNSETTLED_RETRY_MILLISECONDS);
    return (await catalogue.postpone(claim, until)) ? "postponed" : "claim lost";
  }
  const again = error.retryable && claim.attempt < MOST_ATTEMPTS;
  const retryAt = again ? new Date(Date.now() + fullJitter(claim.attempt, RETRY)) : undefined;
  log.warn(
    { bucket: claim.bucket, key: claim.key, stage, retryAt, err: error },
    "A document could not be ingested.",
  );
  const held = await catalogue.fail(claim, { stage, error, object, pipeline, retryAt });
  if (!held) return "claim lost";
  return again ? "failed" : "dead";
}
