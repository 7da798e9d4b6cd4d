import { lookup } from "node:dns";
import { request as requestPlainly } from "node:http";
import { request as requestSecurely } from "node:https";
import { isIP, type LookupFunction } from "node:net";
import { FootnoteError } from "@footnote/contracts";
import { isInternal } from "./internal.ts";

/** Whoever takes longer to say that it has it is told again. */
const ANSWERS_WITHIN_MILLISECONDS = 10_000;

export interface Posted {
  readonly status: number;
  /** For how many milliseconds it asks to be left alone; undefined where it does not. */
  readonly retryAfter: number | undefined;
}

/**
 * Posts JSON, follows nothing, and reads of the answer what it begins with. The address that is connected to is the one that was
 * judged: a name is looked up once, and where it leads inside that is refused.
 *
 * @throws FootnoteError forbidden where it leads to an internal address, unavailable where no answer came
 */
export async function postTo(
  address: string,
  body: string,
  options: {
    readonly headers: Readonly<Record<string, string>>;
    readonly allowInternal: boolean;
    readonly signal: AbortSignal;
    readonly withinMilliseconds?: number;
  },
): Promise<Posted> {
  const url = new URL(address);
  const host = url.hostname.replace(/^\[(.*)\]$/, "$1");
  if (!options.allowInternal && isIP(host) !== 0 && isInternal(host)) throw internal();
  const timeout = AbortSignal.timeout(options.withinMilliseconds ?? ANSWERS_WITHIN_MILLISECONDS);
  const request = url.protocol === "https:" ? requestSecurely : requestPlainly;
  return new Promise((resolve, reject) => {
    const fail = (cause: NodeJS.ErrnoException) => {
      if (cause instanceof FootnoteError) reject(cause);
      else reject(unreachable(timeout.aborted ? "No answer came in time." : sayTrouble(cause), cause));
    };
    const sent = request(
      url,
      {
        method: "POST",
        agent: false,
        lookup: options.allowInternal ? lookup : lookupOutside,
        signal: AbortSignal.any([timeout, options.signal]),
        headers: {
          "Content-Type": "application/json",
          "Content-Length": Buffer.byteLength(body),
          ...options.headers,
        },
      },
      (response) => {
        const seconds = /^\d{1,9}$/.exec(response.headers["retry-after"] ?? "")?.[0];
        resolve({
          status: response.statusCode ?? 0,
          retryAfter: seconds === undefined ? undefined : Number(seconds) * 1_000,
        });
        response.destroy();
      },
    );
    sent.on("error", fail);
    sent.end(body);
  });
}

/** As `lookup`, and refuses names of which one address is internal. */
const lookupOutside: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error !== null) return callback(error, "", 0);
    if (addresses.some(({ address }) => isInternal(address))) return callback(internal(), "", 0);
    if (options.all) return callback(null, addresses);
    const [first] = addresses;
    callback(null, first?.address ?? "", first?.family ?? 0);
  });
};

function internal(): FootnoteError {
  return new FootnoteError("forbidden", "The address lies in an internal network.", {
    action: "Where that is meant, set allowInternal: true for the webhook.",
  });
}

function unreachable(message: string, cause: unknown): FootnoteError {
  return new FootnoteError("unavailable", message, { action: "It is tried again by itself.", cause });
}

function sayTrouble({ code }: NodeJS.ErrnoException): string {
  switch (code) {
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return "The host's name is not known.";
    case "ECONNREFUSED":
      return "Nothing listens there.";
    default:
      return `It could not be reached${code === undefined ? "" : ` (${code})`}.`;
  }
}
