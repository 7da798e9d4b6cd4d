import { createHash } from "node:crypto";
import { FootnoteError, type IdempotentRequests } from "@footnote/contracts";
import type { Context } from "hono";
import { invalid } from "../bounds/read-body.ts";
import type { Identified } from "../caller.ts";
import { askerOf } from "../kept/asker.ts";

/** Longer than any upload takes: one that was killed can be sent again after this. */
const HELD_MILLISECONDS = 10 * 60_000;

/**
 * Does what a request with the header Idempotency-Key asks for once, and gives its answer to whoever sends it again, as
 * draft-ietf-httpapi-idempotency-key-header has it. What failed was not done, and is tried again.
 *
 * @param content what is sent; all of it is read in any case, since the same key with something else is a mistake
 * @param work takes the content, and resolves with the answer
 * @throws FootnoteError key_reused where the key came with something else, request_under_way where the first one still is
 */
export async function doneOnce<Answer>(
  context: Context<Identified>,
  requests: IdempotentRequests,
  content: AsyncIterable<Uint8Array>,
  mostBytes: number,
  work: (content: AsyncIterable<Uint8Array>) => Promise<Answer>,
): Promise<Answer> {
  const key = keyOf(context);
  if (key === undefined) return work(content);
  const named = { ...askerOf(context), key };
  const hash = createHash("sha256").update(
    JSON.stringify([context.req.method, context.req.path, context.req.header("if-none-match") ?? null]),
  );
  const begun = await requests.begin(named, HELD_MILLISECONDS);
  if (begun.state === "under-way") throw underWay();
  if (begun.state === "answered") {
    await readInto(hash, content, mostBytes);
    if (hash.digest("hex") !== begun.request) throw reused();
    return begun.answer as Answer;
  }
  try {
    const answer = await work(hashed(content, hash));
    await requests.settle(named, begun.holder, hash.digest("hex"), answer);
    return answer;
  } catch (error) {
    await requests.leave(named, begun.holder);
    throw error;
  }
}

async function* hashed(
  content: AsyncIterable<Uint8Array>,
  hash: { update(piece: Uint8Array): unknown },
): AsyncIterable<Uint8Array> {
  for await (const piece of content) {
    hash.update(piece);
    yield piece;
  }
}

/** More than the first request can have sent is something else. */
async function readInto(
  hash: { update(piece: Uint8Array): unknown },
  content: AsyncIterable<Uint8Array>,
  mostBytes: number,
): Promise<void> {
  let bytes = 0;
  for await (const piece of content) {
    bytes += piece.length;
    if (bytes > mostBytes) throw reused();
    hash.update(piece);
  }
}

/** A string as structured fields have it (RFC 9651), or its characters alone, as many clients send them. */
function keyOf(context: Context): string | undefined {
  const header = context.req.header("idempotency-key");
  if (header === undefined) return undefined;
  const [, quoted, plain] =
    /^(?:"([\x20\x21\x23-\x5b\x5d-\x7e]{1,255})"|([\w.:-]{1,255}))$/.exec(header) ?? [];
  const key = quoted ?? plain;
  if (key !== undefined) return key;
  throw invalid(
    "The Idempotency-Key cannot be read.",
    'Send 1 to 255 ASCII characters in quotes, such as a UUID: Idempotency-Key: "8e03978e-40d5-43dd-bc93-6894a57f9324".',
    undefined,
  );
}

function underWay(): FootnoteError {
  return new FootnoteError(
    "request_under_way",
    "The first request with this Idempotency-Key is still under way.",
    {
      action: "Send it again in a moment.",
    },
  );
}

function reused(): FootnoteError {
  return new FootnoteError("key_reused", "This Idempotency-Key came with another request before.", {
    action: "Give each request a key of its own, and the same only to what is sent again.",
  });
}
