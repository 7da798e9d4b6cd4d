import { type BucketDrift, type Drift, type DriftReport, showName } from "@footnote/contracts";
import type { Command } from "commander";
import { checkFolders } from "../buckets/check-folders.ts";
import { chooseBuckets, knownBuckets } from "../buckets/choose-buckets.ts";
import { type Client, clientSettled, postJson } from "../client.ts";
import { type CommonOptions, command, type Surroundings } from "../command.ts";
import type { ProgressBar } from "../progress.ts";
import { withBuckets } from "../with-client.ts";

export function reconcileCommand({ configurationOf }: Surroundings): Command {
  return command(
    "reconcile",
    "compare the buckets with what is known of them, repair what differs, and wait until that is done",
    "npx footnote reconcile --dry-run",
  )
    .option("--dry-run", "only say what differs")
    .action((options: CommonOptions & { dryRun?: true }) =>
      withBuckets(
        configurationOf(options),
        options.json,
        (client, progress) => (options.dryRun ? foresee(client) : repair(client, progress)),
        printReport,
      ),
    );
}

async function foresee(client: Client): Promise<DriftReport> {
  const { embedded } = client;
  if (embedded === undefined) return postJson(client, "/api/reconcile", { dryRun: true });
  const buckets = await knownBuckets(embedded);
  await checkFolders(embedded, buckets);
  return embedded.compare(buckets);
}

async function repair(client: Client, progress: ProgressBar): Promise<DriftReport> {
  const report = await compareAndRepair(client);
  await clientSettled(client, progress.show);
  return report;
}

async function compareAndRepair(client: Client): Promise<DriftReport> {
  const { embedded } = client;
  if (embedded === undefined) return postJson(client, "/api/reconcile", { dryRun: false });
  const buckets = await chooseBuckets(embedded);
  await checkFolders(embedded, buckets);
  // To watch is to compare and repair first: a second comparison would find nothing.
  const { reconciled } = await embedded.watch(buckets);
  return reconciled;
}

const KINDS = ["missing", "changed", "deleted", "outdated"] as const;
const MOST_SHOWN = 5;

export function printReport({ buckets, orphaned, repaired }: DriftReport): string {
  if (buckets.length === 0) return "There is no bucket to compare yet.";
  return [
    ...buckets.map(printBucket),
    `${orphaned} orphaned rows`,
    repaired
      ? "What differed was repaired; npx footnote status lists what could not be read."
      : "Nothing was changed: this was a dry run.",
  ].join("\n");
}

function printBucket(drift: BucketDrift): string {
  const counts = KINDS.map((kind) => `${drift[kind].count} ${kind}`);
  const kinds = KINDS.filter((kind) => drift[kind].count > 0);
  return [
    `${drift.bucket}: ${counts.join(", ")}`,
    ...kinds.map((kind) => `   ${kind}: ${keysOf(drift[kind])}`),
  ].join("\n");
}

function keysOf({ count, keys }: Drift): string {
  const shown = keys.slice(0, MOST_SHOWN);
  const rest = count - shown.length;
  return `${shown.map(showName).join(", ")}${rest > 0 ? ` and ${rest} more` : ""}`;
}
