import type { Bucket, BucketObject } from "@footnote/contracts";
import { expect, test } from "vitest";
import { ManualClock } from "./testing/manual-clock.ts";
import { whileCurrent } from "./while-current.ts";

function begin(seconds: number) {
  const clock = new ManualClock();
  const world = { etag: "1", looks: 0 };
  const bucket = {
    async head() {
      world.looks++;
      return { etag: world.etag };
    },
  } as unknown as Bucket;
  const outcome = whileCurrent(
    { clock },
    bucket,
    { key: "a.pdf", etag: "1" } as BucketObject,
    new AbortController().signal,
    async (signal) => {
      await clock.sleep(seconds * 1_000, signal);
      signal.throwIfAborted();
      return "read";
    },
  ).catch((error: { code: string }) => error.code);
  return { clock, world, outcome };
}

test("what takes an hour is read to its end, and the object is looked at no longer than that", async () => {
  const { clock, world, outcome } = begin(3_600);
  await clock.pass(3_600);
  expect(await outcome).toBe("read");
  expect(world.looks).toBeGreaterThan(50);
  const before = world.looks;
  await clock.pass(3_600);
  expect(world.looks).toBe(before);
});

test("it is given up where the object is another meanwhile", async () => {
  const { clock, world, outcome } = begin(36_000);
  await clock.pass(100);
  world.etag = "2";
  await clock.pass(100);
  expect(await outcome).toBe("object_unsettled");
});
