import type { BucketChange } from "@footnote/contracts";
import { systemClock } from "@footnote/runtime";
import { expect, test, vi } from "vitest";
import { gathered } from "./gathered.ts";

function world() {
  let report: (key: string) => void = () => undefined;
  const watch = async (onKey: (key: string) => void) => {
    report = onKey;
    return { close: async () => undefined };
  };
  // Pauses take no time.
  const clock = { ...systemClock, sleep: () => Promise.resolve() };
  const source = gathered("docs", watch, clock);
  const batches: (readonly string[])[] = [];
  const replies: PromiseWithResolvers<void>[] = [];
  let missed = 0;
  const handler = {
    queue(changes: readonly BucketChange[]) {
      batches.push(changes.map(({ bucket, key }) => `${bucket}/${key}`));
      const reply = Promise.withResolvers<void>();
      replies.push(reply);
      return reply.promise;
    },
    missed: () => missed++,
  };
  return { source, handler, batches, replies, report: (key: string) => report(key), missed: () => missed };
}

test("what changes in a moment is handed over together and once", async () => {
  const { source, handler, batches, replies, report } = world();
  const { close } = await source.subscribe(handler);
  for (const key of ["a.md", "b.md", "a.md"]) report(key);
  await vi.waitFor(() => expect(batches).toEqual([["docs/a.md", "docs/b.md"]]));
  report("c.md");
  await vi.waitFor(() => expect(batches).toHaveLength(2));
  for (const reply of replies) reply.resolve();
  await close();
});

test("R1: what could not be queued is handed over again, until it is", async () => {
  const { source, handler, batches, replies, report } = world();
  const { close } = await source.subscribe(handler);
  report("a.md");
  for (let tries = 1; tries <= 3; tries++) {
    await vi.waitFor(() => expect(batches).toHaveLength(tries));
    replies.at(-1)?.reject(new Error("The store is down."));
  }
  await vi.waitFor(() => expect(batches).toHaveLength(4));
  expect(new Set(batches.flat())).toEqual(new Set(["docs/a.md"]));
  replies.at(-1)?.resolve();
  await close();
});

test("while nothing gets queued only so many keys are remembered, and it is told that there are more", async () => {
  const { source, handler, batches, replies, report, missed } = world();
  const { close } = await source.subscribe(handler);
  for (let key = 0; key < 6_000; key++) report(`${key}.md`);
  await vi.waitFor(() => expect(batches).toHaveLength(1));
  for (let key = 6_000; key < 10_000; key++) report(`${key}.md`);
  expect(missed()).toBe(0);
  report("one-more.md");
  expect(missed()).toBe(1);
  await vi.waitFor(() => expect(batches).toHaveLength(2));
  for (const reply of replies) reply.resolve();
  await vi.waitFor(() => {
    report("later.md");
    expect(batches.flat()).toContain("docs/later.md");
  });
  for (const reply of replies) reply.resolve();
  await close();
});
