import { text } from "node:stream/consumers";
import {
  CANARY_KEY,
  CANARY_PRINCIPAL,
  FootnoteError,
  type Reader,
  type WritableBucket,
} from "@footnote/contracts";
import { expect, test } from "vitest";
import { startCanary } from "./canary.ts";
import { ManualClock } from "./testing/manual-clock.ts";

/** A bucket whose documents are found `delay` seconds after they were written. */
function world(options: { writable?: boolean; failing?: boolean } = {}) {
  const clock = new ManualClock();
  const state = { delay: 1, content: "", writtenAt: 0, deleted: 0, failing: options.failing === true };
  const bucket = {
    name: "docs",
    async put(key: string, content: AsyncIterable<Uint8Array>) {
      expect(key).toBe(CANARY_KEY);
      if (state.failing) {
        throw new FootnoteError("object_unreadable", "The folder is read-only.", { action: "Mend it." });
      }
      state.content = await text(content);
      state.writtenAt = clock.now().getTime();
    },
    async delete() {
      state.deleted += 1;
      return true;
    },
  } as unknown as WritableBucket;
  const access = { resolve: async (reader: Reader) => ({ ...reader, lists: [] }) };
  const index = {
    async lexical(reader: { principals: readonly string[] }, word: string) {
      expect(reader.principals).toEqual([CANARY_PRINCIPAL]);
      const isThere = clock.now().getTime() - state.writtenAt >= state.delay * 1000;
      const hits =
        isThere && state.content.includes(word)
          ? [{ chunk: "canary", document: "d", version: "v", score: 1 }]
          : [];
      return { hits, ideal: 1 };
    },
  };
  const watched = options.writable === false ? ({ name: "docs" } as WritableBucket) : bucket;
  const canary = startCanary(watched, { tenant: "default", clock }, { access, index, limitSeconds: 300 });
  return { clock, state, canary };
}

test("P1: a canary says how long a document takes from written to answerable, and goes on every minute", async () => {
  const { clock, state, canary } = world();
  expect(canary.state().state).toBe("waiting");
  await clock.pass(5);
  expect(canary.state()).toMatchObject({ state: "ok", seconds: 1 });
  const first = state.content;
  state.delay = 3;
  await clock.pass(70);
  expect(state.content).not.toBe(first);
  expect(canary.state()).toMatchObject({ state: "ok", seconds: 3 });
  await canary.close();
  expect(state.deleted).toBe(1);
});

test("R1: a canary that does not come through in time is late, with a reason, until one does", async () => {
  const { clock, state, canary } = world();
  await clock.pass(5);
  state.delay = Number.POSITIVE_INFINITY;
  await clock.pass(60 + 290);
  expect(canary.state().state).toBe("ok");
  await clock.pass(20);
  expect(canary.state()).toMatchObject({ state: "late", reason: expect.stringContaining("answerable") });
  state.delay = 0;
  await clock.pass(62);
  expect(canary.state().state).toBe("ok");
  await canary.close();
});

test("R1: a bucket into which nothing can be written any more is late too, and says why", async () => {
  const { clock, state, canary } = world();
  await clock.pass(5);
  state.failing = true;
  await clock.pass(400);
  expect(canary.state()).toMatchObject({ state: "late", reason: "The folder is read-only." });
  await canary.close();
});

test("a canary that somebody deleted is followed by another one, and then it is late no longer", async () => {
  const { clock, state, canary } = world();
  await clock.pass(5);
  state.delay = Number.POSITIVE_INFINITY;
  await clock.pass(60 + 310);
  expect(canary.state().state).toBe("late");
  state.delay = 1;
  state.content = "deleted";
  await clock.pass(70);
  expect(canary.state().state).toBe("ok");
  await canary.close();
});

test("a folder that could not be written into from the start has no canary, and is ready all the same", async () => {
  const { clock, canary } = world({ failing: true });
  await clock.pass(1_000);
  expect(canary.state()).toMatchObject({ state: "off", reason: "The folder is read-only." });
  await canary.close();
});

test("a bucket that takes no writing has no canary, and says so", async () => {
  const { canary } = world({ writable: false });
  expect(canary.state()).toMatchObject({ state: "off", reason: expect.stringContaining("written") });
});
