import { access } from "node:fs/promises";
import { ERROR_CODES, type ErrorCode, FootnoteError, type Status } from "@footnote/contracts";
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
  /** @throws FootnoteError with what the service says is wrong */
  request(path: string, init?: RequestInit): Promise<Response>;
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
  return {
    configuration,
    request: async (path, init) => accept(await embedded.fetch(new Request(`http://localhost${path}`, init))),
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
  return {
    configuration,
    request: async (path, init) => accept(await reach(url, path, init)),
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
  return settled(() => getJson<Status>(client, "/api/status"), onProgress, isShared(client.configuration));
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

/** @throws FootnoteError unavailable */
async function reach(url: string, path: string, init: RequestInit | undefined): Promise<Response> {
  try {
    return await fetch(url + path, init);
  } catch (cause) {
    throw new FootnoteError("unavailable", `Nothing answers at ${url}.`, {
      action: "Look whether Footnote runs there, and whether the address is right.",
      cause,
    });
  }
}

async function accept(response: Response): Promise<Response> {
  if (response.ok) return response;
  const problem = (await response.json().catch(() => ({}))) as {
    code?: string;
    detail?: string;
    action?: string;
  };
  const code = problem.code !== undefined && problem.code in ERROR_CODES ? problem.code : "request_invalid";
  throw new FootnoteError(code as ErrorCode, problem.detail ?? `Footnote answered ${response.status}.`, {
    action: problem.action ?? "Look at its log.",
  });
}
