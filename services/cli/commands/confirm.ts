import type { DriftReport } from "@footnote/contracts";
import type { Command } from "commander";
import { checkFolders } from "../buckets/check-folders.ts";
import { chooseBuckets } from "../buckets/choose-buckets.ts";
import { type Client, clientSettled, postJson } from "../client.ts";
import { type CommonOptions, command, type Surroundings } from "../command.ts";
import type { ProgressBar } from "../progress.ts";
import { withClient } from "../with-client.ts";
import { printReport } from "./reconcile.ts";

export function confirmCommand({ configurationOf }: Surroundings): Command {
  return command(
    "confirm",
    "say that a bucket's folder is as it should be: what is gone from it was deleted, what lies there now is the bucket",
    "npx footnote confirm policies",
  )
    .argument("<bucket>")
    .action((bucket: string, options: CommonOptions) =>
      withClient(
        configurationOf(options),
        options.json,
        (client, progress) => confirm(client, bucket, progress),
        printReport,
      ),
    );
}

async function confirm(client: Client, bucket: string, progress: ProgressBar): Promise<DriftReport> {
  const { embedded } = client;
  if (embedded !== undefined) {
    const buckets = await chooseBuckets(embedded);
    await checkFolders(embedded, buckets);
    const { reconciled } = await embedded.watch(buckets);
    await reconciled;
  }
  const path = `/api/buckets/${encodeURIComponent(bucket)}/confirm`;
  const report = await postJson<DriftReport>(client, path, {});
  await clientSettled(client, progress.show);
  return report;
}
