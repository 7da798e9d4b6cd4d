import {
  type Bucket,
  type BucketChange,
  type ChangeHandler,
  FootnoteError,
  type Lane,
} from "@footnote/contracts";
import { expect, test } from "vitest";
import type { Deletions } from "./deletions.ts";
import { queueChanges } from "./queue-changes.ts";
import { ManualClock } from "./testing/manual-clock.ts";

/** A bucket in which these keys lie, and a source of which a test is the transport. */
async function world(there: readonly string[]) {
  const clock = new ManualClock();
  const objects = new Set(there);
  const state = {
    isDown: false,
    isAbsent: false,
    looked: [] as string[],
    withdrawn: [] as string[][],
    compared: 0,
  };
  const bucket = {
    name: "docs",
    head: async (key: string) => {
      if (state.isAbsent)
        throw new FootnoteError("bucket_absent", "It does not answer.", { action: "Wait." });
      return objects.has(key) ? { key } : undefined;
    },
  } as unknown as Bucket;
  let handler: ChangeHandler | undefined;
  const source = {
    async subscribe(given: ChangeHandler) {
      handler = given;
      return { close: async () => undefined };
    },
  };
  const mustBeUp = () => {
    if (state.isDown) throw new Error("The store is down.");
  };
  const deletions = {
    usual: 20,
    waiting: undefined,
    async withdraw(keys: readonly string[]) {
      mustBeUp();
      state.withdrawn.push([...keys]);
    },
  } as unknown as Deletions;
  const catalogue = {
    async look(_tenant: string, _bucket: string, keys: readonly string[], lane: Lane) {
      mustBeUp();
      await clock.sleep(10);
      state.looked.push(...keys.map((key) => `${key} ${lane}`));
      return [];
    },
    withdraw: async () => undefined,
  };
  const nothing = () => undefined;
  const log = { debug: nothing, info: nothing, warn: nothing, error: nothing, child: () => log };
  const events = { onQueued: nothing, onCompare: () => state.compared++ };
  const { close } = await queueChanges(
    bucket,
    source,
    deletions,
    { catalogue, tenant: "t", clock, log },
    events,
  );
  /** What became of a batch; "pending" where it is neither queued nor refused yet. */
  const hand = (...keys: string[]) => {
    const batch = { outcome: "pending" };
    const changes: BucketChange[] = keys.map((key) => ({ bucket: "docs", key }));
    handler?.queue(changes).then(
      () => {
        batch.outcome = "queued";
      },
      () => {
        batch.outcome = "refused";
      },
    );
    return batch;
  };
  return { clock, objects, state, hand, handler: () => handler, close };
}

test("R1: a batch is acknowledged when all of it is durable, and not where the store failed", async () => {
  const { clock, state, hand, close } = await world(["a.md"]);
  const first = hand("a.md", "gone.md");
  await clock.pass(0.005);
  expect(first.outcome).toBe("pending");
  await clock.pass(0.01);
  expect(first.outcome).toBe("queued");
  expect(state).toMatchObject({ looked: ["a.md change"], withdrawn: [["gone.md"]] });
  state.isDown = true;
  const outcomes = [hand("a.md"), hand("gone.md")];
  await clock.pass(1);
  expect(outcomes.map(({ outcome }) => outcome)).toEqual(["refused", "refused"]);
  state.isDown = false;
  const again = hand("gone.md", "a.md");
  await clock.pass(1);
  expect(again.outcome).toBe("queued");
  expect(state.withdrawn).toHaveLength(2);
  await close();
});

test("R1: what a bucket does not tell for a moment is asked again, and acknowledged then; for longer it is left to the comparison", async () => {
  const { clock, state, hand, close } = await world(["a.md", "b.md"]);
  state.isAbsent = true;
  const first = hand("a.md", "gone.md");
  await clock.pass(2.5);
  expect(first.outcome).toBe("pending");
  state.isAbsent = false;
  await clock.pass(1);
  expect(first.outcome).toBe("queued");
  expect(state).toMatchObject({ looked: ["a.md change"], withdrawn: [["gone.md"]] });
  state.isAbsent = true;
  const second = hand("b.md");
  await clock.pass(11);
  expect(second.outcome).toBe("queued");
  expect(state.looked).toEqual(["a.md change"]);
  await close();
});

test("R9: a folder that is deleted file by file is judged as a whole, and each batch is acknowledged then", async () => {
  const { clock, state, hand, close } = await world([]);
  const batches = [];
  for (let batch = 0; batch < 8; batch++) {
    batches.push(hand(...Array.from({ length: 30 }, (_, file) => `${batch}/${file}.md`)));
    await clock.pass(0.05);
    expect(batches.map(({ outcome }) => outcome)).not.toContain("queued");
  }
  await clock.pass(0.3);
  expect(batches.map(({ outcome }) => outcome)).toEqual(Array(8).fill("queued"));
  expect(state.withdrawn.map((keys) => keys.length)).toEqual([240]);
  await close();
});

test("a deletion that goes on for long is judged after a few seconds; what came back meanwhile is none", async () => {
  const { clock, objects, state, hand, close } = await world([]);
  const first = hand(...Array.from({ length: 30 }, (_, file) => `first/${file}.md`));
  for (let batch = 0; batch < 100; batch++) {
    hand(`later/${batch}.md`);
    await clock.pass(0.06);
    if (batch !== 10) continue;
    objects.add("later/0.md");
    hand("later/0.md");
  }
  expect(first.outcome).toBe("queued");
  expect(state.withdrawn.flat()).not.toContain("later/0.md");
  expect(state.looked).toEqual(["later/0.md change"]);
  await close();
});

test("more than a few hundred changes at once are somebody's backfill; keys that were forgotten need a comparison", async () => {
  const keys = Array.from({ length: 201 }, (_, file) => `${file}.md`);
  const { clock, state, hand, handler, close } = await world(keys);
  hand(...keys);
  await clock.pass(1);
  expect(new Set(state.looked.map((looked) => looked.split(" ")[1]))).toEqual(new Set(["backfill"]));
  handler()?.missed();
  expect(state.compared).toBe(1);
  await close();
});
