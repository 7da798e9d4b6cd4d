import type { BucketFreshness, BucketPresence, CanaryState, Freshness } from "@footnote/contracts";
import { FootnoteError } from "@footnote/contracts";
import { Hono } from "hono";
import { z } from "zod";
import { readBody } from "../bounds/read-body.ts";
import { type Identified, readerOf } from "../caller.ts";
import type { QueryParts } from "../parts.ts";
import { noSuchBucket, readableBucket } from "../readable-buckets.ts";

export const switchBody = z.strictObject({
  force: z.boolean().default(false),
  resume: z.boolean().default(false),
});
const nothing = z.strictObject({});
export const reconcileBody = z.strictObject({ dryRun: z.boolean() });

const NO_CANARY: CanaryState = {
  state: "off",
  seconds: null,
  at: null,
  reason: "This bucket has no canary.",
};

const THERE: BucketPresence = {
  state: "there",
  reason: null,
  action: null,
  since: null,
  gone: 0,
  until: null,
};

const NOTHING: Freshness = { p50: null, p95: null, p99: null };

/** A bucket that holds no version yet; its canary may be late all the same. */
function unmeasured(bucket: string): BucketFreshness {
  return {
    bucket,
    versions: 0,
    answerable: NOTHING,
    stages: {
      noticed: NOTHING,
      claimed: NOTHING,
      fetched: NOTHING,
      parsed: NOTHING,
      embedded: NOTHING,
      live: NOTHING,
    },
  };
}

/**
 * How ingestion is doing, and what people can do about it: freshness, pipelines, reconciling. Each concerns the buckets
 * that the reader may read: no other is named, counted or changed.
 */
export function operationRoutes(parts: QueryParts): Hono<Identified> {
  return new Hono<Identified>()
    .get("/api/language-models", (context) => {
      readerOf(context, "operate");
      return context.json(parts.languageModels());
    })
    .get("/readyz", async (context) => {
      const reader = readerOf(context);
      await parts.checkStore();
      await parts.passages.count(reader);
      const trouble = notReady(parts, await parts.passages.buckets(reader));
      if (trouble !== undefined) throw trouble;
      return context.json({ status: "ready" });
    })
    .get("/api/freshness", async (context) => {
      const reader = readerOf(context);
      const readable = await parts.passages.buckets(reader);
      const canaries = parts.canaries();
      const measured = await parts.passages.freshness(reader);
      const byName = new Map(measured.map((bucket) => [bucket.bucket, bucket]));
      const presences = parts.presences();
      const attended = readable.filter((name) => canaries.has(name) || presences.has(name));
      const names = new Set([...attended, ...byName.keys()]);
      return context.json({
        limitSeconds: parts.limits.freshnessSeconds,
        buckets: [...names].sort().map((name) => ({
          ...(byName.get(name) ?? unmeasured(name)),
          canary: canaries.get(name) ?? NO_CANARY,
          presence: presences.get(name) ?? THERE,
          news: parts.news().get(name) ?? null,
        })),
      });
    })
    .get("/api/pipelines", async (context) => {
      const reader = readerOf(context);
      const readable = await parts.passages.buckets(reader);
      const pipelines = await parts.catalogue.pipelines(reader.tenant);
      return context.json({ pipelines: pipelines.filter(({ bucket }) => readable.includes(bucket)) });
    })
    .post("/api/pipelines/switch", async (context) => {
      const options = await readBody(context, switchBody);
      const reader = readerOf(context, "operate");
      const buckets = await parts.passages.buckets(reader);
      const switched = await parts.catalogue.switchPipelines(reader.tenant, { ...options, buckets });
      buildWhatIsLeft(parts, buckets);
      return context.json({ switched });
    })
    .post("/api/pipelines/rollback", async (context) => {
      await readBody(context, nothing);
      const reader = readerOf(context, "operate");
      const buckets = await parts.passages.buckets(reader);
      const rolledBack = await parts.catalogue.rollBackPipelines(reader.tenant, buckets);
      buildWhatIsLeft(parts, buckets);
      return context.json({ rolledBack });
    })
    .post("/api/buckets/:bucket/confirm", async (context) => {
      await readBody(context, nothing);
      const { name } = await readableBucket(parts, readerOf(context, "operate"), context.req.param("bucket"));
      return context.json(await parts.confirm(name));
    })
    .post("/api/buckets/:bucket/detach", async (context) => {
      await readBody(context, nothing);
      const reader = readerOf(context, "operate");
      const name = context.req.param("bucket");
      const readable = await parts.passages.buckets(reader);
      if (!readable.includes(name)) throw noSuchBucket(name, readable);
      if (parts.buckets.some((watched) => watched.name === name)) throw watchedHere(name);
      await parts.catalogue.detachBucket(reader.tenant, name);
      return context.json({ detached: name });
    })
    .post("/api/reconcile", async (context) => {
      const { dryRun } = await readBody(context, reconcileBody);
      return context.json(
        await parts.reconcile(dryRun, await parts.passages.buckets(readerOf(context, "operate"))),
      );
    });
}

/**
 * Documents that have no version of the pipeline that serves or comes next are found by comparing. That happens every few
 * minutes by itself, and now for the person who waits; the answer does not wait for it.
 */
function buildWhatIsLeft(parts: QueryParts, buckets: readonly string[]): void {
  parts
    .reconcile(false, buckets)
    .catch((error: unknown) => parts.log.error({ err: error }, "The buckets could not be compared."));
}

function watchedHere(bucket: string): FootnoteError {
  return new FootnoteError("request_invalid", `The bucket ${bucket} is watched by this Footnote.`, {
    action: "Take it out of its configuration and start it again; then nothing attaches the bucket anew.",
  });
}

/** What keeps the service from doing as it promises; undefined where nothing does. Names only what may be read. */
function notReady(parts: QueryParts, readable: readonly string[]): FootnoteError | undefined {
  if (!parts.isWatching()) {
    return new FootnoteError("unavailable", "No bucket is watched yet.", {
      action: "Ask again in a few seconds.",
    });
  }
  const troubled = [...parts.presences()].filter(([, { state }]) => state !== "there");
  if (troubled.length > 0) {
    const reasons = troubled
      .filter(([bucket]) => readable.includes(bucket))
      .map(([bucket, { reason, action }]) => `${bucket}: ${reason} ${action}`);
    return new FootnoteError(
      "unavailable",
      `Not every bucket is there, or as it was; what is known is answered from. ${reasons.join(" ")}`,
      { action: "See npx footnote status, or the documents page." },
    );
  }
  const unheard = [...parts.news()].filter(([, { state }]) => state === "broken");
  if (unheard.length > 0) {
    const reasons = unheard
      .filter(([bucket]) => readable.includes(bucket))
      .map(([bucket, { reason, action }]) => `${bucket}: ${reason} ${action}`);
    return new FootnoteError(
      "unavailable",
      `What changes is only found every few minutes. ${reasons.join(" ")}`,
      { action: "See npx footnote status." },
    );
  }
  const late = [...parts.canaries()].filter(([, { state }]) => state === "late");
  if (late.length === 0) return undefined;
  const named = late.filter(([bucket]) => readable.includes(bucket));
  const reasons = named.map(([bucket, { reason }]) => `${bucket}: ${reason ?? "It is late."}`);
  return new FootnoteError("unavailable", `New documents are not answerable in time. ${reasons.join(" ")}`, {
    action: "Look at the log, and at what waits on the documents page.",
  });
}
