import { type Bucket, type Claim, type Failure, FootnoteError } from "@footnote/contracts";
import { expect, test } from "vitest";
import { ingestDocument, type Shared } from "./document.ts";
import { ManualClock } from "./testing/manual-clock.ts";

test("R1: a fault that passes within minutes makes no dead letter, and one that stays does after some ten minutes", async () => {
  const clock = new ManualClock();
  const retries: number[] = [];
  let isDead = false;
  const fail = async (_claim: Claim, { retryAt }: Failure) => {
    isDead = retryAt === undefined;
    if (retryAt !== undefined) retries.push((retryAt.getTime() - clock.now().getTime()) / 1000);
    return true;
  };
  const unreadable = new FootnoteError("object_unreadable", "It cannot be read.", { action: "Wait." });
  const bucket = { name: "docs", head: () => Promise.reject(unreadable) } as unknown as Bucket;
  const shared = {
    parts: { catalogue: { fail }, clock, random: () => 0.5, log: { warn: () => undefined } },
    pipelines: { configuredFor: () => "p" },
    signal: new AbortController().signal,
  } as unknown as Shared;
  for (let attempt = 1; !isDead; attempt++) await ingestDocument(shared, bucket, { attempt } as Claim);
  const minutes = retries.reduce((sum, seconds) => sum + seconds, 0) / 60;
  expect(minutes).toBeGreaterThan(5);
  expect(minutes).toBeLessThan(15);
});

test("a file whose pages hold no text goes on in the lane of recognition, and that is no failure", async () => {
  const moved: unknown[] = [];
  const object = { key: "a.pdf", etag: "1", size: 3, modifiedAt: new Date(0), bytes: new Uint8Array(3) };
  const waiting = new FootnoteError("recognition_waiting", "2 of its pages hold no text.", {
    action: "Wait.",
  });
  const shared = {
    parts: {
      catalogue: { postpone: async (...given: unknown[]) => moved.push(given[2]) > 0 },
      clock: new ManualClock(),
      limits: { fileBytes: 1_000 },
      log: { warn: () => expect.fail("It is no failure.") },
    },
    pipelines: {
      configuredFor: () => "p",
      has: () => true,
      get: () => ({ read: () => Promise.reject(waiting) }),
    },
    budget: { spend: (_bytes: number, work: () => unknown) => work() },
    signal: new AbortController().signal,
  } as unknown as Shared;
  const bucket = { name: "docs", head: async () => object, fetch: async () => object } as unknown as Bucket;
  const claim = { key: "a.pdf", lane: "change", attempt: 1, pipelines: { serving: "p" } } as Claim;
  expect(await ingestDocument(shared, bucket, claim)).toBe("waits for recognition");
  expect(moved).toEqual(["recognition"]);
});
