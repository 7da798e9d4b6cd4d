import type { BucketFreshness, CanaryState, Freshness } from "@footnote/contracts";
import { FootnoteError } from "@footnote/contracts";
import { Hono } from "hono";
import { z } from "zod";
import type { QueryParts } from "./parts.ts";
import { readBody } from "./read-body.ts";

const switchBody = z.strictObject({ force: z.boolean().default(false), resume: z.boolean().default(false) });
const nothing = z.strictObject({});
const reconcileBody = z.strictObject({ dryRun: z.boolean() });

const NO_CANARY: CanaryState = {
  state: "off",
  seconds: null,
  at: null,
  reason: "This bucket has no canary.",
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
      indexed: NOTHING,
      live: NOTHING,
    },
  };
}

/** How ingestion is doing, and what people can do about it: freshness, pipelines, reconciling. */
export function operationRoutes(parts: QueryParts): Hono {
  const { tenant } = parts.reader;
  return new Hono()
    .get("/readyz", async (context) => {
      await parts.passages.count(parts.reader);
      const trouble = notReady(parts);
      if (trouble !== undefined) throw trouble;
      return context.json({ status: "ready" });
    })
    .get("/api/freshness", async (context) => {
      const canaries = parts.canaries();
      const measured = await parts.passages.freshness(parts.reader);
      const byName = new Map(measured.map((bucket) => [bucket.bucket, bucket]));
      const names = new Set([...canaries.keys(), ...byName.keys()]);
      return context.json({
        limitSeconds: parts.limits.freshnessSeconds,
        buckets: [...names].sort().map((name) => ({
          ...(byName.get(name) ?? unmeasured(name)),
          canary: canaries.get(name) ?? NO_CANARY,
        })),
      });
    })
    .get("/api/pipelines", async (context) =>
      context.json({ pipelines: await parts.catalogue.pipelines(tenant) }),
    )
    .post("/api/pipelines/switch", async (context) => {
      const options = await readBody(context, switchBody);
      const switched = await parts.catalogue.switchPipelines(tenant, options);
      buildWhatIsLeft(parts);
      return context.json({ switched });
    })
    .post("/api/pipelines/rollback", async (context) => {
      await readBody(context, nothing);
      const rolledBack = await parts.catalogue.rollBackPipelines(tenant);
      buildWhatIsLeft(parts);
      return context.json({ rolledBack });
    })
    .post("/api/reconcile", async (context) => {
      const { dryRun } = await readBody(context, reconcileBody);
      return context.json(await parts.reconcile(dryRun));
    });
}

/**
 * Documents that have no version of the pipeline that serves or comes next are found by comparing. That happens every few
 * minutes by itself, and now for the person who waits; the answer does not wait for it.
 */
function buildWhatIsLeft(parts: QueryParts): void {
  parts
    .reconcile(false)
    .catch((error: unknown) => parts.log.error({ err: error }, "The buckets could not be compared."));
}

/** What keeps the service from doing as it promises; undefined where nothing does. */
function notReady(parts: QueryParts): FootnoteError | undefined {
  if (parts.buckets.length === 0) {
    return new FootnoteError("unavailable", "No bucket is watched yet.", {
      action: "Ask again in a few seconds.",
    });
  }
  const late = [...parts.canaries()].filter(([, { state }]) => state === "late");
  if (late.length === 0) return undefined;
  const reasons = late.map(([bucket, { reason }]) => `${bucket}: ${reason ?? "It is late."}`);
  return new FootnoteError("unavailable", `New documents are not answerable in time. ${reasons.join(" ")}`, {
    action: "Look at the log, and at what waits on the documents page.",
  });
}
