import { once } from "node:events";
import { connect } from "node:http2";
import { FootnoteError } from "@footnote/contracts";
import weaviate, { ApiKey, type WeaviateClient } from "weaviate-client";
import { isClientError } from "./client-error.ts";

/** Aliases of collections, by which one build takes the place of another, are from there on. */
const OLDEST = [1, 32] as const;
const CONNECTING_MILLISECONDS = 3_000;
/** Seconds. A question waits no longer for a leg; a batch is written into three indexes. */
const TIMEOUTS = { init: 3, query: 5, insert: 60 };

export interface WeaviateAddress {
  /** Such as http://127.0.0.1:8080: collections are made here. */
  readonly url: string;
  /** Such as http://127.0.0.1:50051: chunks are written and searched here. */
  readonly grpcUrl: string;
  readonly apiKey: string | undefined;
}

/** @throws FootnoteError in one line what to do: configuration_invalid, or unavailable where nothing answers */
export async function openWeaviate({ url, grpcUrl, apiKey }: WeaviateAddress): Promise<WeaviateClient> {
  const [http, grpc] = [endpointOf(url), endpointOf(grpcUrl)];
  const client = await weaviate.client({
    connectionParams: { http, grpc },
    ...(apiKey !== undefined && { auth: new ApiKey(apiKey) }),
    timeout: TIMEOUTS,
    // What it checks by itself it tells in its own words, and warns of on the way.
    skipInitChecks: true,
  });
  try {
    const { host } = new URL(url);
    const { version } = await client.getMeta().catch((error: unknown) => {
      throw refusal(host, error, apiKey !== undefined);
    });
    if (version === undefined) throw refusal(host, new Error("It told no version."), false);
    if (isTooOld(version)) {
      throw new FootnoteError("configuration_invalid", `Weaviate ${version} at ${host} is too old.`, {
        action: `Give the address of a Weaviate ${OLDEST.join(".")} or newer in ${URL_SETTING}.`,
      });
    }
    await speaksHttp2(grpcUrl).catch((cause: unknown) => {
      const at = new URL(grpcUrl).host;
      throw new FootnoteError("unavailable", `No Weaviate answers over gRPC at ${at}.`, {
        action: `Start it, or correct ${GRPC_SETTING}: 50051 is its usual port.`,
        cause,
      });
    });
    return client;
  } catch (error) {
    await client.close();
    throw error;
  }
}

const URL_SETTING = "index.weaviate.url (FOOTNOTE_INDEX_WEAVIATE_URL)";
const GRPC_SETTING = "index.weaviate.grpcUrl (FOOTNOTE_INDEX_WEAVIATE_GRPC_URL)";
const KEY_SETTING = "index.weaviate.apiKey (FOOTNOTE_INDEX_WEAVIATE_API_KEY)";

function endpointOf(url: string) {
  const { hostname, port, protocol, pathname } = new URL(url);
  const secure = protocol === "https:";
  return {
    host: hostname,
    port: port === "" ? (secure ? 443 : 80) : Number(port),
    secure,
    path: pathname === "/" ? "" : pathname,
  };
}

function refusal(host: string, cause: unknown, hasKey: boolean): FootnoteError {
  if (isClientError(cause, "WeaviateUnauthenticatedError", "WeaviateInsufficientPermissionsError")) {
    const what = hasKey ? "does not accept the key" : "asks for a key";
    return new FootnoteError("configuration_invalid", `Weaviate at ${host} ${what}.`, {
      action: `${hasKey ? "Correct" : "Set"} ${KEY_SETTING}; its user has to be an administrator of the collections.`,
      cause,
    });
  }
  return new FootnoteError("unavailable", `No Weaviate answers at ${host}.`, {
    action: `Start it, or correct ${URL_SETTING}.`,
    cause,
  });
}

function isTooOld(version: string): boolean {
  const [major = 0, minor = 0] = version.split(".").map((part) => Number.parseInt(part, 10));
  return major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1]);
}

/** gRPC is HTTP/2: what speaks anything else there, such as Weaviate's own other port, says no settings. */
async function speaksHttp2(url: string): Promise<void> {
  const session = connect(url);
  try {
    await once(session, "remoteSettings", { signal: AbortSignal.timeout(CONNECTING_MILLISECONDS) });
  } finally {
    // It may yet break, and nobody would hear of it.
    session.on("error", () => undefined).destroy();
  }
}
