import { calibrateBody, explainBody } from "../routes/routes-cache.ts";
import { verifyBody } from "../routes/routes-index.ts";
import { reconcileBody, switchBody } from "../routes/routes-operations.ts";
import { deliveriesQuery, replayDeliveriesBody } from "../routes/routes-webhooks.ts";
import type { Operation, Operations } from "./operation.ts";

const group = "Running it";
const ok = (what: string): Operation["gives"] => ({ status: 200, what });

export const RUNNING: Operations = {
  "GET /livez": { group, summary: "Whether the process runs", gives: ok("It does") },
  "GET /readyz": {
    group,
    summary: "Whether it does what it promises; 503 with the reason where it does not",
    gives: ok("It does"),
  },
  "GET /api/freshness": {
    group,
    summary: "How soon documents become answerable, by bucket and stage",
    gives: ok("p50, p95 and p99 in seconds, what the canary says, and whether each bucket is there"),
  },
  "GET /api/pipelines": {
    group,
    summary: "How documents are read, and what is being built beside it",
    gives: ok("By bucket"),
  },
  "POST /api/pipelines/switch": {
    group,
    summary: "Serve from what was built beside",
    body: switchBody,
    gives: ok("The buckets that were switched"),
  },
  "POST /api/pipelines/rollback": {
    group,
    summary: "Serve as before the last switch",
    gives: ok("The buckets that went back"),
  },
  "POST /api/reconcile": {
    group,
    summary: "Compare the buckets with the index, and repair unless it is a dry run",
    body: reconcileBody,
    gives: ok("What differed, by bucket and kind"),
  },
  "POST /api/buckets/:bucket/confirm": {
    group,
    summary: "What lies in the bucket's place is the bucket: what is gone was deleted",
    gives: ok("What differed"),
  },
  "POST /api/buckets/:bucket/detach": {
    group,
    summary: "Answer from a bucket no longer that no process watches",
    gives: ok("Its name"),
  },
  "GET /api/language-models": {
    group,
    summary: "Language models that rest after failures, and today's tokens by caller",
    gives: ok("Both"),
  },
  "GET /api/cache": {
    group,
    summary: "How often answers are given again, and why they end",
    gives: ok("Counts"),
  },
  "POST /api/cache/explain": {
    group,
    summary: "Why a question would be answered anew, or as before",
    body: explainBody,
    gives: ok("What would be done"),
  },
  "POST /api/cache/clear": { group, summary: "Forget all kept answers", gives: ok("How many") },
  "POST /api/cache/calibrate": {
    group,
    summary: "Find out from when on questions in other words may be answered alike",
    body: calibrateBody,
    gives: ok("The threshold, and what it rests on"),
  },
  "GET /api/index": {
    group,
    summary: "How the index beside the store's own is doing",
    gives: ok("Its state, or null"),
  },
  "POST /api/index/rebuild": {
    group,
    summary: "Build it anew beside the one that is searched",
    gives: { status: 202, what: "It has begun" },
  },
  "POST /api/index/verify": {
    group,
    summary: "Compare it with what is live",
    body: verifyBody,
    gives: { status: 202, what: "It has begun" },
  },
  "GET /api/webhooks": {
    group,
    summary: "Who is told of what changes, and how much was told",
    gives: ok("Each with what waits, was delivered, failed and was withheld"),
  },
  "GET /api/webhooks/:name/deliveries": {
    group,
    summary: "What a webhook was told, newest first",
    query: deliveriesQuery,
    gives: ok("A page; next goes into before"),
  },
  "POST /api/webhooks/:name/replay": {
    group,
    summary: "Tell a webhook once more",
    details:
      "What failed, what came to be since a moment, or one delivery. Each has the id that it had, so that a receiver that has it already can leave it.",
    body: replayDeliveriesBody,
    gives: ok("How many are told again"),
  },
  "GET /openapi.json": { group, summary: "This description, as OpenAPI 3.1", gives: ok("The description") },
  "GET /openapi": { group, summary: "This description, to be read by people", gives: ok("A page") },
};
