import { createReadStream } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { basename, join, relative, resolve, sep } from "node:path";
import { Readable } from "node:stream";
import { FootnoteError, type Status } from "@footnote/contracts";
import type { Command } from "commander";
import { checkFolders } from "../buckets/check-folders.ts";
import { chooseBuckets, knownBuckets, peoplesBuckets } from "../buckets/choose-buckets.ts";
import { type Client, clientSettled } from "../client.ts";
import { type CommonOptions, command, type Surroundings } from "../command.ts";
import type { Embedded } from "../embedded.ts";
import { withClient } from "../with-client.ts";
import { printCounts } from "./status.ts";

export function ingestCommand({ configurationOf }: Surroundings): Command {
  return command(
    "ingest",
    "make a file or a folder answerable, and wait until it is; a running Footnote gets copies into its first bucket",
    "npx footnote ingest ./documents",
  )
    .argument("<path>")
    .action((path: string, options: CommonOptions) =>
      withClient(
        configurationOf(options),
        options.json,
        (client, progress) => ingest(client, path, progress.show),
        printCounts,
        true,
      ),
    );
}

/**
 * Makes the files at `path` answerable and resolves when they are. With no Footnote running, a folder becomes a
 * bucket of its own, read where it lies. Otherwise the files are copied into the first bucket.
 */
async function ingest(client: Client, path: string, onProgress: (status: Status) => void): Promise<Status> {
  const absolute = resolve(path);
  const found = await stat(absolute).catch((cause: unknown) => {
    throw new FootnoteError("request_invalid", `There is no file or folder ${path}.`, {
      action: "Check the path.",
      cause,
    });
  });
  const { embedded } = client;
  if (embedded !== undefined) {
    const { reconciled } = await embedded.watch(
      found.isDirectory() ? await bucketsWith(embedded, absolute) : await chooseBuckets(embedded),
    );
    await reconciled;
    if (found.isDirectory()) return clientSettled(client, onProgress);
  }
  const bucket = await firstBucket(client);
  if (found.isFile()) await upload(client, bucket, basename(absolute), absolute);
  else
    for await (const file of files(absolute)) {
      await upload(
        client,
        bucket,
        [basename(absolute), ...relative(absolute, file).split(sep)].join("/"),
        file,
      );
    }
  return clientSettled(client, onProgress);
}

/** The buckets that are answered from so far, and the folder as one more; configured ones take part in any case. */
async function bucketsWith(embedded: Embedded, folder: string) {
  const before = await knownBuckets(embedded);
  await checkFolders(embedded, before);
  if (before.some((bucket) => bucket.folder === folder)) return before;
  const { store, configuration } = embedded;
  const attached = await peoplesBuckets(store, configuration.tenant);
  const known = attached.find((bucket) => bucket.folder === folder);
  if (known !== undefined) return [...before, known];
  const taken = [...before, ...attached].map((bucket) => bucket.name);
  const name = nameFor(folder, taken);
  return [...before, { name, folder, readers: ["everyone"] }];
}

function nameFor(folder: string, taken: readonly string[]): string {
  const plain =
    basename(folder)
      .normalize("NFKD")
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, "-")
      .replaceAll(/^-+|-+$/g, "")
      .slice(0, 50) || "folder";
  let name = plain;
  for (let number = 2; taken.includes(name); number++) name = `${plain}-${number}`;
  return name;
}

async function firstBucket(client: Client): Promise<string> {
  const { buckets } = await client.footnote.status();
  const [first] = buckets;
  if (first === undefined)
    throw new FootnoteError("not_found", "There is no bucket to copy into.", {
      action: "Start Footnote with --bucket NAME=DIR.",
    });
  return first.name;
}

async function* files(folder: string): AsyncIterable<string> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (entry.name.startsWith(".")) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* files(path);
    else if (entry.isFile()) yield path;
  }
}

async function upload(client: Client, bucket: string, key: string, file: string): Promise<void> {
  const content = Readable.toWeb(createReadStream(file)) as ReadableStream;
  await client.footnote.upload(bucket, key, content);
}
