import type { WatchedBucket } from "@footnote/client";
import {
  type BucketPresence,
  type CanaryState,
  FootnoteError,
  type IndexState,
  type NewsState,
  newsOf,
  type PipelineProgress,
  type Status,
  sayNote,
  showName,
} from "@footnote/contracts";
import type { Command } from "commander";
import { type Client, getJson } from "../client.ts";
import { type CommonOptions, command, type Surroundings } from "../command.ts";
import { styled } from "../styles.ts";
import { sumUp } from "../sum-up.ts";
import { withClient } from "../with-client.ts";
import { countOf, describePipeline, duration, nameOf, percentiles, progressOf } from "../words.ts";
import { printIndex } from "./index-command.ts";

interface BucketStatus extends Omit<WatchedBucket, "bucket"> {
  readonly name: string;
}

interface FullStatus extends Status {
  readonly buckets: readonly BucketStatus[];
  readonly pipelines: readonly PipelineProgress[];
  /** The one beside the store's own; null where there is none. */
  readonly index: IndexState | null;
}

export function statusCommand({ configurationOf }: Surroundings): Command {
  return command(
    "status",
    "show how many documents are answerable, which are not and why, and how fresh each bucket is",
    "npx footnote status --stages",
  )
    .option("--stages", "how long each stage takes, and what was not embedded again")
    .action((options: CommonOptions & { stages?: true }) =>
      withClient(configurationOf(options), options.json, fullStatus, (status, { url }) =>
        printStatus(status, url, options.stages ?? false),
      ),
    );
}

async function fullStatus(client: Client): Promise<FullStatus> {
  const { footnote } = client;
  const status = await footnote.status();
  const freshness = await footnote.freshness();
  const pipelines = await footnote.pipelines();
  const { index } = await getJson<{ index: IndexState | null }>(client, "/api/index").catch(noneIfForbidden);
  const buckets = freshness.buckets.map(({ bucket, ...measured }) => ({
    name: bucket,
    ...measured,
    ...(client.embedded && { canary: NOT_RUNNING }),
  }));
  return { ...status, buckets, pipelines, index };
}

/** How an index is doing is for those who operate it. */
function noneIfForbidden(error: unknown): { index: null } {
  if (error instanceof FootnoteError && error.code === "forbidden") return { index: null };
  throw error;
}

const NOT_RUNNING: CanaryState = {
  state: "off",
  seconds: null,
  at: null,
  reason: "No Footnote is running that would send one.",
};

function printStatus(status: FullStatus, url: string | undefined, withStages: boolean): string {
  return [
    sumUp(status.documents, url === undefined ? "see below" : `${url}/documents`),
    ...(url === undefined ? ["Nothing runs here: this is what the index holds."] : []),
    ...status.buckets.flatMap((bucket) => printBucket(bucket, url !== undefined, withStages)),
    ...(withStages ? printEmbedding(status) : []),
    ...status.pipelines.flatMap(printBuilding),
    ...(status.index === null ? [] : printIndex(status.index)),
    ...printProblems(status),
    ...printReadInPart(status),
  ].join("\n");
}

function printBuilding(progress: PipelineProgress): string[] {
  const { bucket, next } = progress;
  if (next === null) return [];
  return [`${bucket}: being read anew as ${describePipeline(next)}: ${progressOf(progress)}`];
}

/** What became of the documents, in short. */
export function printCounts(status: Status): string {
  return [sumUp(status.documents, "see below"), ...printProblems(status)].join("\n");
}

function printEmbedding({ embedding }: Status): string[] {
  if (embedding.share === null) return [];
  const share = Math.floor(embedding.share * 100);
  return [`not embedded again: ${embedding.reused} of ${embedding.chunks} chunks (${share} %)`];
}

function printBucket(bucket: BucketStatus, isRunning: boolean, withStages: boolean): string[] {
  const { name, versions, answerable, stages, canary, presence, news } = bucket;
  const rows = withStages && versions > 0 ? Object.entries({ ...stages, "in all": answerable }) : [];
  return [
    ...(presence.state === "there" ? [] : [`${name}: ${styled("warning", presenceWords(presence))}`]),
    ...(news === null ? [] : [`${name}: events ${newsWords(news)}`]),
    ...freshnessWords(bucket, isRunning).map((words) => `${name}: ${words}`),
    ...(withStages ? [`${name}: canary ${canaryWords(canary)}`] : []),
    ...rows.map(([stage, took]) => `   ${stage.padEnd(9)} ${percentiles(took)}`),
  ];
}

/** How soon what changes is found: as it was of late, and as the canary proves it now. */
function freshnessWords({ answerable, canary }: BucketStatus, isRunning: boolean): string[] {
  const { p50, p99 } = answerable;
  const usual =
    p50 === null || p99 === null
      ? []
      : [`a changed file is answerable after ${duration(p50)}, 99 of 100 within ${duration(p99)}`];
  if (!isRunning || canary.state === "off") return usual;
  if (canary.state === "late") return [...usual, styled("warning", `LATE: ${canary.reason ?? ""}`)];
  const proved =
    canary.seconds === null || canary.at === null
      ? "being tried for the first time"
      : `tried ${ago(canary.at)}: ${duration(canary.seconds)}`;
  return [[...usual, proved].join("; ")];
}

function ago(instant: string): string {
  const seconds = Math.max(0, Math.round((Date.now() - Date.parse(instant)) / 1000));
  return seconds < 100 ? `${seconds} s ago` : `${duration(seconds)} ago`;
}

function presenceWords({ state, reason, action, since, until }: BucketPresence): string {
  const when = until === null ? `since ${since}` : `since ${since}, withdrawn at ${until} if still gone`;
  return `${state.toUpperCase()}: ${reason} ${action} (${when})`;
}

function newsWords({ state, reason, action, since, lag }: NewsState): string {
  if (state === "broken") return `DO NOT ARRIVE: ${reason} ${action} (since ${since})`;
  return lag === null ? "arrive" : `arrive, ${lag} not read yet`;
}

function canaryWords({ state, seconds, at, reason }: CanaryState): string {
  const came =
    seconds === null || at === null ? undefined : `last answerable after ${duration(seconds)}, at ${at}`;
  const words = [came, reason].filter((part) => part !== undefined && part !== null);
  return [state, ...words].join(": ");
}

const STATES = { dead: "needs you", failed: "tried again", skipped: "skipped" } as const;

/** Those that need a person first. */
function printProblems({ problems }: Status): string[] {
  const order = Object.keys(STATES);
  return problems
    .toSorted((one, other) => order.indexOf(one.state) - order.indexOf(other.state))
    .map(({ bucket, key, state, reason }) => {
      const word = state === "dead" ? styled("warning", STATES[state]) : STATES[state];
      return `${word}: ${nameOf({ bucket, key })}: ${showName(reason)}`;
    });
}

function printReadInPart({ readInPart: { documents, first } }: Status): string[] {
  if (documents === 0) return [];
  const more = documents - first.length;
  return [
    `${countOf(documents, "live document")} read in part:`,
    ...first.map(
      ({ bucket, key, notes }) => `   ${nameOf({ bucket, key })}: ${newsOf(notes).map(sayNote).join("; ")}`,
    ),
    ...(more > 0 ? [`   and ${more} more: the documents page shows what was left out of each`] : []),
  ];
}
