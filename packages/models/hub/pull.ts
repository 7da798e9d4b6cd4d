import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { pathToFileURL } from "node:url";
import { FootnoteError } from "@footnote/contracts";
import { Patience } from "../openai-compatible/patience.ts";
import { CHECKSUMS, checkModel } from "../transformers-js/model.ts";
import { type HubFile, wantedFiles } from "./wanted-files.ts";

export interface PullOptions {
  /** Address of a model hub that speaks Hugging Face's paths, e.g. "https://huggingface.co". */
  readonly hub: string;
  /** Such as "owner/name". */
  readonly name: string;
  /** Where models are kept, absolute. */
  readonly folder: string;
  readonly onFile?: (file: HubFile) => void;
}

export interface PulledModel {
  /** Where it lies. */
  readonly folder: string;
  /** Whether it was there before, as its checksums say. */
  readonly wasThere: boolean;
}

const STALLED_MILLISECONDS = 30_000;
const MOST_LISTED_BYTES = 10_000_000;

/**
 * Fetches a model in the layout of transformers.js, of one revision, and keeps a list of checksums beside it: a folder appears
 * under its name only when it is whole. What the hub says of a file's content is held to.
 * @throws FootnoteError not_found, unavailable, request_invalid, model_damaged
 */
export async function pullModel({ hub, name, folder, onFile }: PullOptions): Promise<PulledModel> {
  const place = join(folder, ...name.split("/"));
  if (await isWhole(place)) return { folder: place, wasThere: true };
  const listed = await revisionOf(hub, name);
  const files = wantedFiles(name, listed.siblings);
  const partial = `${place}.partial`;
  await rm(partial, { recursive: true, force: true });
  try {
    const lines: string[] = [];
    for (const file of files) {
      onFile?.(file);
      const target = join(partial, ...file.name.split("/"));
      await mkdir(dirname(target), { recursive: true });
      const sum = await fetchFile(
        new URL(`${name}/resolve/${listed.sha}/${file.name}`, `${hub}/`),
        file,
        target,
      );
      lines.push(`${sum}  ${file.name}\n`);
    }
    await writeFile(join(partial, CHECKSUMS), lines.join(""));
    await rm(place, { recursive: true, force: true });
    await rename(partial, place);
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
  return { folder: place, wasThere: false };
}

async function isWhole(place: string): Promise<boolean> {
  return checkModel(pathToFileURL(`${place}/`)).then(
    () => true,
    () => false,
  );
}

/** The newest revision, by its commit, so that all files are of the same. */
async function revisionOf(hub: string, name: string): Promise<{ sha: string; siblings: unknown }> {
  using patience = new Patience(undefined, STALLED_MILLISECONDS);
  const response = await ask(
    new URL(`api/models/${name}/revision/main?blobs=true`, `${hub}/`),
    patience.signal,
  );
  let listed: { sha?: unknown; siblings?: unknown } | null = null;
  let size = 0;
  const pieces: Uint8Array[] = [];
  for await (const piece of response.body ?? []) {
    size += piece.byteLength;
    if (size > MOST_LISTED_BYTES) break;
    pieces.push(piece);
    patience.renew(STALLED_MILLISECONDS);
  }
  try {
    listed = JSON.parse(Buffer.concat(pieces).toString("utf8"));
  } catch {
    // Told below, like any other answer that is no list of files.
  }
  const sha = listed?.sha;
  if (typeof sha === "string" && /^[0-9a-f]{7,64}$/.test(sha)) return { sha, siblings: listed?.siblings };
  throw new FootnoteError("unavailable", `${new URL(hub).origin} does not answer as a model hub does.`, {
    action: "Check --hub.",
  });
}

/** @returns the file's SHA-256 */
async function fetchFile(url: URL, file: HubFile, target: string): Promise<string> {
  using patience = new Patience(undefined, STALLED_MILLISECONDS);
  const response = await ask(url, patience.signal);
  const hash = createHash("sha256");
  let size = 0;
  const counted = async function* () {
    for await (const piece of response.body ?? []) {
      patience.renew(STALLED_MILLISECONDS);
      size += piece.byteLength;
      if (size > file.mostBytes)
        throw new FootnoteError("request_invalid", `${file.name} is larger than ${file.mostBytes} bytes.`, {
          action: "Choose a smaller model.",
        });
      hash.update(piece);
      yield piece;
    }
  };
  try {
    await pipeline(counted, createWriteStream(target));
  } catch (error) {
    if (error instanceof FootnoteError) throw error;
    throw brokeOff(url, error);
  }
  const sum = hash.digest("hex");
  if (file.sha256 !== undefined && sum !== file.sha256)
    throw new FootnoteError("model_damaged", `${file.name} is not what the hub says that it is.`, {
      action: "Get it again; if that stays, something between the hub and this machine changes it.",
    });
  return sum;
}

async function ask(url: URL, signal: AbortSignal): Promise<Response> {
  const response = await fetch(url, { signal }).catch((cause) => {
    throw brokeOff(url, cause);
  });
  if (response.ok) return response;
  await response.body?.cancel();
  // Hubs say "not yours" of what does not exist.
  if ([401, 403, 404].includes(response.status))
    throw new FootnoteError("not_found", `${url.origin} has no such model that everybody may read.`, {
      action: "Check its name, and whether it has to be asked for.",
    });
  throw new FootnoteError("unavailable", `${url.origin} answered with status ${response.status}.`, {
    action: "Try again later.",
  });
}

function brokeOff(url: URL, cause: unknown): FootnoteError {
  return new FootnoteError("unavailable", `${url.origin} cannot be reached, or broke off.`, {
    action:
      "Try again where the hub can be reached; a folder that was fetched there can be copied and named in retrieval.reranker.folder.",
    cause,
  });
}
