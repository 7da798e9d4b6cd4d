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
