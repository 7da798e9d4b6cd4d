import { access } from "node:fs/promises";
import { join, sep } from "node:path";
import type { BucketRegistration, Status } from "@footnote/contracts";
import { type Configuration, withReleasers } from "@footnote/runtime";
import { checkFolders } from "./buckets/check-folders.ts";
import { chooseBuckets } from "./buckets/choose-buckets.ts";
import { placeOf } from "./buckets/place-of.ts";
import type { Surroundings } from "./command.ts";
import { type Embedded, openEmbedded, type Role } from "./embedded.ts";
import { listen } from "./listen.ts";
import { isLoopback } from "./loopback.ts";
import { indexFolder, isShared } from "./open-store.ts";
import { progressBar } from "./progress.ts";
import { announce } from "./running.ts";
import { settled, statusOf } from "./settled.ts";
import { forTerminal } from "./styles.ts";
import { sumUp } from "./sum-up.ts";

/** Of the time that a stop may take: the rest is for documents under way and for closing the index. */
const SHARE_FOR_DRAINING = 0.2;
const SHARE_FOR_ANSWERS = 0.3;

export interface Started {
  readonly url: string;
  /** Whether others than this machine reach it. */
  readonly isShared: boolean;
  /** Those that it watches. */
  readonly buckets: readonly {
    readonly name: string;
    readonly folder: string | null;
    /** A folder, or an address. */
    readonly place: string | null;
  }[];
  /** Resolves when each bucket was compared with the catalogue and nothing is queued. */
  settled(onProgress?: (status: Status) => void): Promise<Status>;
  close(): Promise<void>;
}

const OPEN_TO_ALL = `
  WARNING: Footnote is open to the network, and it has no log-in.
  Everyone who can reach it can read, add and delete documents.
  Set listen.host to 127.0.0.1, or put a proxy that asks who people are before it.
`;

/** Starts a Footnote of that role: watches the buckets unless it only answers, and listens in any case. */
export async function start(configuration: Configuration, role: Role): Promise<Started> {
  return withReleasers(async (onRelease, release) => {
    const footnote = await openEmbedded(configuration, role);
    onRelease(footnote.close);
    const buckets = role === "query" ? [] : await chooseBuckets(footnote);
    await checkFolders(footnote, buckets);
    const { host, port } = configuration.listen;
    const listening = await listen(footnote.fetch, host, port);
    onRelease(listening.close);
    const stopMilliseconds = configuration.limits.stopSeconds * 1_000;
    // Still listening, so that whoever comes is told to come back.
    onRelease(() => footnote.stopAnswering(stopMilliseconds * SHARE_FOR_ANSWERS));
    onRelease(() => footnote.drain(stopMilliseconds * SHARE_FOR_DRAINING));
    const { reconciled } = await footnote.watch(buckets, { canary: configuration.freshness.canary });
    const { address } = listening;
    const url = urlOf(host, address.port);
    onRelease(await announce(configuration.data, url));
    return {
      url,
      isShared: !isLoopback(address.address),
      buckets: buckets.map((bucket) => describe(footnote, bucket)),
      async settled(onProgress = () => undefined) {
        await reconciled;
        return settled(statusOf(footnote), onProgress, isShared(configuration));
      },
      close: release,
    };
  });
}

/** Starts it, says where it is, and ends it when the process is told to stop. */
export async function runUntilStopped(
  configuration: Configuration,
  role: Role,
  json: true | undefined,
  { stopped, endWithin }: Pick<Surroundings, "stopped" | "endWithin">,
): Promise<void> {
  const isNew = await access(indexFolder(configuration.data)).then(
    () => false,
    () => configuration.database === undefined,
  );
  const started = await start(configuration, role);
  // Before anyone reads that it runs, and tells it to stop.
  const stop = stopped();
  if (started.isShared) process.stderr.write(`${OPEN_TO_ALL}\n`);
  if (json) process.stdout.write(`${JSON.stringify({ url: started.url, buckets: started.buckets })}\n`);
  else tell(started, role, configuration.data, isNew);
  await stop;
  endWithin(configuration.limits.stopSeconds);
  await started.close();
}

/** Where it is and what it watches; then, once all is read, what came of it. */
function tell(started: Started, role: Role, data: string, isNew: boolean): void {
  process.stdout.write(`Footnote is at ${started.url}\n`);
  for (const { name, place, folder } of started.buckets) {
    process.stdout.write(`watching ${name}: ${place}\n`);
    if (folder?.startsWith(join(data, "buckets") + sep))
      process.stdout.write("   a copy of the sample handbook; your own documents: --bucket NAME=DIR\n");
  }
  if (isNew) process.stdout.write(`a new index is begun in ${data}\n`);
  if (role === "query") return;
  const progress = progressBar({ onlyOnTerminals: true });
  void started.settled(progress.show).then(
    ({ documents }) => {
      progress.end();
      process.stdout.write(`${forTerminal(sumUp(documents, `${started.url}/documents`))}\n`);
    },
    // It is being stopped, or says what is wrong in its log.
    () => progress.end(),
  );
}

function describe({ configuration }: Embedded, bucket: BucketRegistration): Started["buckets"][number] {
  const { name, folder } = bucket;
  return { name, folder, place: placeOf(configuration, bucket) };
}

/** As people and commands on this machine reach it. */
function urlOf(host: string, port: number): string {
  const isPlain = ["127.0.0.1", "0.0.0.0", "::"].includes(host);
  return `http://${isPlain ? "localhost" : host.includes(":") ? `[${host}]` : host}:${port}`;
}
