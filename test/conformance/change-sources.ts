import type { BucketChange, ChangeSource } from "@footnote/contracts";
import { expect, test } from "vitest";
import { eventually } from "../end-to-end/footnote.ts";

/** A source of changes of a bucket named "docs", and the hand that changes it. */
export interface ChangeWorld {
  readonly source: ChangeSource;
  put(key: string): Promise<void>;
  delete(key: string): Promise<void>;
  close(): Promise<void>;
}

/** Keeps what is handed over; `accept` decides what becomes of each batch. */
export function openCollector(accept: (changes: readonly BucketChange[]) => Promise<void> = async () => {}) {
  const offered: BucketChange[] = [];
  const queued = new Map<string, number>();
  let missed = 0;
  return {
    offered,
    /** How often each key was queued. */
    queued,
    missed: () => missed,
    handler: {
      async queue(changes: readonly BucketChange[]) {
        offered.push(...changes);
        await accept(changes);
        for (const { key } of changes) queued.set(key, (queued.get(key) ?? 0) + 1);
      },
      missed() {
        missed++;
      },
    },
  };
}

/** What every source of changes promises, however they travel. */
export function changeSourcePromises(open: () => Promise<ChangeWorld>): void {
  const promise = (title: string, hold: (world: ChangeWorld) => Promise<void>) =>
    test(title, async () => {
      const world = await open();
      try {
        await hold(world);
      } finally {
        await world.close();
      }
    });

  promise(
    "what is put, replaced or deleted from the subscription on is handed over, under its bucket and key",
    async (world) => {
      const { offered, queued, handler } = openCollector();
      const { close } = await world.source.subscribe(handler);
      // Nobody put these there to be read.
      for (const key of [".hidden.md", "deep/.git/config", "draft.md~"]) await world.put(key);
      await world.put("a b/ü+1.md");
      await eventually(
        async () => queued.get("a b/ü+1.md") ?? 0,
        (times) => times > 0,
      );
      const before = queued.get("a b/ü+1.md") ?? 0;
      await world.put("a b/ü+1.md");
      await eventually(
        async () => queued.get("a b/ü+1.md") ?? 0,
        (times) => times > before,
      );
      const twice = queued.get("a b/ü+1.md") ?? 0;
      await world.delete("a b/ü+1.md");
      await eventually(
        async () => queued.get("a b/ü+1.md") ?? 0,
        (times) => times > twice,
      );
      expect(new Set(offered.map(({ bucket }) => bucket))).toEqual(new Set(["docs"]));
      expect(offered.filter(({ key }) => /(^|\/)\.|~$/.test(key))).toEqual([]);
      await close();
    },
  );

  promise("what could not be queued is handed over again, and nothing behind it is lost", async (world) => {
    let refusals = 2;
    const { queued, handler } = openCollector(async () => {
      if (refusals-- > 0) throw new Error("The store is not there.");
    });
    const { close } = await world.source.subscribe(handler);
    for (const key of ["one.md", "two.md", "three.md"]) await world.put(key);
    await eventually(
      async () => queued.size,
      (size) => size === 3,
    );
    await close();
  });

  promise(
    "after a close, which waits for nobody who hangs, nothing is handed over, and another subscription goes on",
    async (world) => {
      const hanging = openCollector(() => new Promise((_, reject) => setTimeout(reject, 1_000)));
      const first = await world.source.subscribe(hanging.handler);
      await world.put("first.md");
      await eventually(
        async () => hanging.offered.length,
        (length) => length > 0,
      );
      await first.close();
      const offered = hanging.offered.length;
      const { queued, handler } = openCollector();
      const second = await world.source.subscribe(handler);
      await world.put("second.md");
      await eventually(
        async () => queued.get("second.md") ?? 0,
        (times) => times > 0,
      );
      expect(hanging.offered).toHaveLength(offered);
      await second.close();
    },
  );
}
