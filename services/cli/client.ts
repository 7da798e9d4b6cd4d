import { access } from "node:fs/promises";
import { accepted, clientOver, type FootnoteClient, type Send, sendTo } from "@footnote/client";
import { FootnoteError, type Status } from "@footnote/contracts";
import type { Configuration } from "@footnote/runtime";
import { checkFolders } from "./buckets/check-folders.ts";
import { chooseBuckets } from "./buckets/choose-buckets.ts";
import { type Embedded, openEmbedded } from "./embedded.ts";
import { indexFolder, isShared } from "./open-store.ts";
import { findRunning } from "./running.ts";
import { settled, statusOf } from "./settled.ts";

/** Speaks to a Footnote over its HTTP interface, whether that runs elsewhere or in this process. */
export interface Client {
  readonly configuration: Configuration;
  /** As any program speaks to it. */
  readonly footnote: FootnoteClient;
  /** For what only commands ask. */
  readonly request: Send;
  /** The Footnote in this process; undefined when another process answers. */
  readonly embedded: Embedded | undefined;
  /** Where another process answers. */
  readonly url: string | undefined;
  close(): Promise<void>;
}

/**
 * @param mayBegin whether an index is made where there is none; who only looks gets to know that there is none
 * @throws FootnoteError unavailable
 */
export async function openClient(configuration: Configuration, mayBegin = false): Promise<Client> {
  const url = await findRunning(configuration.data);
  if (url !== undefined) return remoteClient(configuration, url);
  if (!mayBegin && !isShared(configuration)) await requireIndex(configuration.data);
  const embedded = await openEmbedded(configuration);
  const request: Send = async (path, init) =>
    accepted(await embedded.fetch(new Request(`http://localhost${path}`, init)));
  return {
    configuration,
    footnote: clientOver(request),
    request,
    embedded,
    url: undefined,
    close: embedded.close,
  };
}

async function requireIndex(data: string): Promise<void> {
  const why = await access(indexFolder(data)).then(
    () => undefined,
    ({ code }: NodeJS.ErrnoException) => code,
  );
  // Whatever else is in the way is told by who opens it.
  if (why !== "ENOENT") return;
  throw new FootnoteError("unavailable", `There is no index in ${data}, and nothing runs on it.`, {
    action:
      "Start one with: npx footnote up. If there should be one, check --data and the folder you are in.",
  });
}

/** Of a Footnote that runs elsewhere. */
export function remoteClient(configuration: Configuration, url: string): Client {
  const request = sendTo(url);
  return {
    configuration,
    footnote: clientOver(request),
    request,
    embedded: undefined,
    url,
    close: async () => undefined,
  };
}

export async function getJson<Body>(client: Client, path: string): Promise<Body> {
  return (await (await client.request(path)).json()) as Body;
}

export async function postJson<Body>(client: Client, path: string, body: object): Promise<Body> {
  return (await (await post(client, path, body)).json()) as Body;
}

export function post(client: Client, path: string, body: object): Promise<Response> {
  return client.request(path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
}

/** Waits until nothing is queued, wherever Footnote runs. */
export function clientSettled(client: Client, onProgress: (status: Status) => void): Promise<Status> {
  return settled(() => client.footnote.status(), onProgress, isShared(client.configuration));
}

/** Brings the buckets up to date before they are asked, where no running Footnote does that. */
export async function catchUp(client: Client, onProgress: (status: Status) => void): Promise<void> {
  const { embedded } = client;
  if (embedded === undefined) return;
  const buckets = await chooseBuckets(embedded);
  await checkFolders(embedded, buckets);
  const { reconciled } = await embedded.watch(buckets);
  await reconciled;
  await settled(statusOf(embedded), onProgress, isShared(embedded.configuration));
}
