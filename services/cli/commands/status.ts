import {
  type BucketFreshness,
  type BucketPresence,
  type CanaryState,
  FootnoteError,
  type IndexState,
  type NewsState,
  type PipelineProgress,
  type Status,
  sayNote,
  showName,
} from "@footnote/contracts";
import type { Command } from "commander";
import { type Client, getJson } from "../client.ts";
import { type CommonOptions, command, type Surroundings } from "../command.ts";
import { withClient } from "../with-client.ts";
import { countOf, describePipeline, duration, nameOf, percentiles, progressOf } from "../words.ts";
import { printIndex } from "./index-command.ts";

interface BucketStatus extends Omit<BucketFreshness, "bucket"> {
  readonly name: string;
  readonly canary: CanaryState;
  readonly presence: BucketPresence;
  readonly news: NewsState | null;
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
    "npx footnote status --json",
  ).action((options: CommonOptions) =>
    withClient(configurationOf(options), options.json, fullStatus, printStatus),
  );
}

async function fullStatus(client: Client): Promise<FullStatus> {
  const status = await getJson<Status>(client, "/api/status");
  const freshness = await getJson<{
    buckets: (BucketFreshness & Pick<BucketStatus, "canary" | "presence" | "news">)[];
  }>(client, "/api/freshness");
  const { pipelines } = await getJson<{ pipelines: PipelineProgress[] }>(client, "/api/pipelines");
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

function printStatus(status: FullStatus): string {
  return [
    printSummary(status),
    ...status.buckets.map(printBucket),
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
  return [printSummary(status), ...printProblems(status)].join("\n");
}

function printSummary({ documents, freshness, embedding }: Status): string {
  const { live, queued, failed, dead, skipped } = documents;
  const lines = [
    `${live} live, ${queued} queued, ${failed} failed and tried again, ${dead} dead, ${skipped} skipped`,
  ];
  if (freshness.p50 !== null) lines.push(`written to answerable: ${percentiles(freshness)}`);
  if (embedding.share !== null) {
    const share = Math.floor(embedding.share * 100);
    lines.push(`not embedded again: ${embedding.reused} of ${embedding.chunks} chunks (${share} %)`);
  }
  return lines.join("\n");
}

function printBucket({ name, versions, answerable, stages, canary, presence, news }: BucketStatus): string {
  const rows = Object.entries({ ...stages, "in all": answerable });
  return [
    ...(presence.state === "there" ? [] : [`${name}: ${presenceWords(presence)}`]),
    ...(news === null ? [] : [`${name}: events ${newsWords(news)}`]),
    `${name}: canary ${canaryWords(canary)}`,
    ...(versions === 0 ? [] : rows.map(([stage, took]) => `   ${stage.padEnd(9)} ${percentiles(took)}`)),
  ].join("\n");
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

function printProblems({ problems }: Status): string[] {
  return problems.map(
    ({ bucket, key, state, reason }) => `${state}: ${nameOf({ bucket, key })}: ${showName(reason)}`,
  );
}

function printReadInPart({ readInPart: { documents, first } }: Status): string[] {
  if (documents === 0) return [];
  const more = documents - first.length;
  return [
    `${countOf(documents, "live document")} read in part:`,
    ...first.map(
      ({ bucket, key, notes }) => `   ${nameOf({ bucket, key })}: ${notes.map(sayNote).join("; ")}`,
    ),
    ...(more > 0 ? [`   and ${more} more: the documents page shows what was left out of each`] : []),
  ];
}
