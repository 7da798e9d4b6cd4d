import type { Bucket, BucketObject, Claim } from "@footnote/contracts";
import { expect, test } from "vitest";
import { ManualClock } from "./testing/manual-clock.ts";
import { whileCurrent } from "./while-current.ts";

function begin(seconds: number) {
  const clock = new ManualClock();
  const world = { etag: "1", isHeld: true, renewed: 0 };
  const catalogue = {
    async renew() {
      world.renewed++;
      return world.isHeld;
    },
  };
  const bucket = { head: async () => ({ etag: world.etag }) } as unknown as Bucket;
  const outcome = whileCurrent(
    { catalogue, clock },
    bucket,
    { key: "a.pdf" } as Claim,
    { etag: "1" } as BucketObject,
    new AbortController().signal,
    async (signal) => {
      await clock.sleep(seconds * 1_000, signal);
      signal.throwIfAborted();
      return "read";
    },
  ).catch((error: { code: string }) => error.code);
  return { clock, world, outcome };
}

test("what takes an hour keeps its claim, and stops to when it is done", async () => {
  const { clock, world, outcome } = begin(3_600);
  await clock.pass(3_600);
  expect(await outcome).toBe("read");
  expect(world.renewed).toBeGreaterThan(50);
  const before = world.renewed;
  await clock.pass(3_600);
  expect(world.renewed).toBe(before);
});

test("it is given up where the object is another meanwhile, or the claim somebody else's", async () => {
  for (const change of [{ etag: "2" }, { isHeld: false }]) {
    const { clock, world, outcome } = begin(36_000);
    await clock.pass(100);
    Object.assign(world, change);
    await clock.pass(100);
    expect(await outcome).toBe("object_unsettled");
  }
});
