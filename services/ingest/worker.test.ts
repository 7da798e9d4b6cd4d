import { type Catalogue, type Claim, FootnoteError, type Lane } from "@footnote/contracts";
import { expect, test } from "vitest";
import type { AttendedBucket } from "./attend.ts";
import type { IngestParts } from "./parts.ts";
import type { Pipelines } from "./pipeline.ts";
import { RECOGNISED_AT_ONCE } from "./reading/reader.ts";
import { ManualClock } from "./testing/manual-clock.ts";
import { startWorker } from "./worker.ts";

/** One document whose object is gone, and a catalogue that leaves it due in another lane when that is settled. */
function world(clock: ManualClock, options: { unsettled: boolean } = { unsettled: false }) {
  const state = { lane: "change" as Lane, due: true, claimed: false, rested: 0, settled: [] as Lane[] };
  const unsettled = new FootnoteError("object_unsettled", "It is being written.", { action: "Wait." });
  const catalogue = {
    async claim(_tenant: string, _buckets: readonly string[], lanes: readonly Lane[]) {
      if (!state.due || state.claimed || !lanes.includes(state.lane)) return [];
      state.claimed = true;
      return [{ bucket: "docs", key: "a.md" } as Claim];
    },
    async nextDue(_tenant: string, _buckets: readonly string[], lanes: readonly Lane[]) {
      if (!state.due || !lanes.includes(state.lane)) return undefined;
      return new Date(clock.now().getTime() + (state.claimed ? 15 * 60_000 : 0));
    },
    async postpone() {
      await clock.sleep(20_000);
      state.claimed = false;
      return true;
    },
    async remove() {
      state.settled.push(state.lane);
      state.claimed = false;
      state.due = state.lane === "change";
      state.lane = "staging";
      return true;
    },
    switchPipelines: async () => [],
  };
  const bucket = {
    name: "docs",
    async head() {
      await clock.sleep(50);
      if (options.unsettled) throw unsettled;
      return undefined;
    },
  };
  const nothing = () => undefined;
  const parts = {
    tenant: "default",
    clock,
    catalogue: catalogue as unknown as Catalogue,
    log: { debug: nothing, info: nothing, warn: nothing, error: nothing },
    async onIdle() {
      state.rested += 1;
    },
  } as unknown as IngestParts;
  const pipelines = { configuredFor: () => "p" } as unknown as Pipelines;
  const attended = { bucket, isThere: () => true } as unknown as AttendedBucket;
  return { state, worker: startWorker(parts, pipelines, new Map([["docs", attended]])) };
}

test("R1: what a change leaves to be done in another lane is begun at once, and not when a claim would have ended", async () => {
  const clock = new ManualClock();
  const { state, worker } = world(clock);
  await clock.pass(1);
  expect(state.settled).toEqual(["change", "staging"]);
  expect(state.rested).toBe(1);
  await worker.close();
});

test("a file that is written to without end does not keep versions from being pruned and pipelines from switching", async () => {
  const clock = new ManualClock();
  const { state, worker } = world(clock, { unsettled: true });
  await clock.pass(11 * 60);
  expect(state.settled).toEqual([]);
  expect(state.rested).toBe(2);
  const closed = worker.close();
  await clock.pass(60);
  await closed;
});

test("R4: files whose pages are recognised hold no place of a change, however many there are", async () => {
  const clock = new ManualClock();
  const waiting: Record<string, string[]> = {
    recognition: Array.from({ length: 100 }, (_, index) => `scan ${index}.pdf`),
    change: [],
  };
  const settled: string[] = [];
  let begun = 0;
  const catalogue = {
    async claim(_tenant: string, _buckets: readonly string[], lanes: readonly Lane[], limit: number) {
      const lane = lanes.find((it) => (waiting[it] ?? []).length > 0);
      if (lane === undefined) return [];
      const keys = waiting[lane]?.splice(0, limit) ?? [];
      return keys.map((key) => ({ bucket: "docs", key, lane }) as Claim);
    },
    nextDue: async () => undefined,
    async remove({ key }: Claim) {
      settled.push(key);
      return true;
    },
    switchPipelines: async () => [],
  };
  const bucket = {
    name: "docs",
    async head(key: string) {
      if (!key.startsWith("scan")) return undefined;
      begun++;
      // Ten hours.
      await clock.sleep(36_000_000);
      return undefined;
    },
  };
  const nothing = () => undefined;
  const worker = startWorker(
    {
      tenant: "default",
      clock,
      catalogue: catalogue as unknown as Catalogue,
      log: { debug: nothing, info: nothing, warn: nothing, error: nothing },
      onIdle: async () => undefined,
    } as unknown as IngestParts,
    { configuredFor: () => "p" } as unknown as Pipelines,
    new Map([["docs", { bucket, isThere: () => true } as unknown as AttendedBucket]]),
  );
  await clock.pass(1);
  expect(begun).toBe(RECOGNISED_AT_ONCE);
  waiting.change = ["a.md", "b.md"];
  worker.wake();
  await clock.pass(1);
  expect(settled).toEqual(["a.md", "b.md"]);
  const closed = worker.close();
  await clock.pass(400 * 3_600);
  await closed;
});

test("R1: what another process queues is begun at once where that is heard, and within a bounded time where it is not", async () => {
  for (const [hears, seconds] of [
    ["at once", 1],
    ["nothing, though it listens", 60],
    ["nothing, since it cannot listen", 5],
  ] as const) {
    const clock = new ManualClock();
    let isDue = false;
    let hear = () => undefined as unknown;
    let begunAt: number | undefined;
    const listen = (onQueued: () => void) => {
      if (hears === "at once") hear = onQueued;
      return { close: async () => undefined };
    };
    const catalogue = {
      listen: hears === "nothing, since it cannot listen" ? undefined : listen,
      async claim(_tenant: string, _buckets: readonly string[], lanes: readonly Lane[]) {
        if (!isDue || lanes[0] !== "change") return [];
        isDue = false;
        begunAt = clock.elapsed();
        return [{ bucket: "docs", key: "a.md" } as Claim];
      },
      nextDue: async () => undefined,
      remove: async () => true,
      switchPipelines: async () => [],
    };
    const nothing = () => undefined;
    const bucket = { name: "docs", head: async () => undefined };
    const worker = startWorker(
      {
        tenant: "default",
        clock,
        catalogue: catalogue as unknown as Catalogue,
        log: { debug: nothing, info: nothing, warn: nothing, error: nothing },
        onIdle: async () => undefined,
      } as unknown as IngestParts,
      { configuredFor: () => "p" } as unknown as Pipelines,
      new Map([["docs", { bucket, isThere: () => true } as unknown as AttendedBucket]]),
    );
    await clock.pass(500);
    isDue = true;
    hear();
    const queuedAt = clock.elapsed();
    await clock.pass(seconds);
    expect(begunAt, hears).toBeDefined();
    expect(((begunAt ?? 0) - queuedAt) / 1_000, hears).toBeLessThanOrEqual(seconds);
    await worker.close();
  }
});
