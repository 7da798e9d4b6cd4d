import { expect, test } from "vitest";
import { withReleasers } from "./releasers.ts";

test("what was acquired last is released first, each once", async () => {
  const order: string[] = [];
  const server = await withReleasers(async (onRelease, release) => {
    onRelease(() => void order.push("store"));
    onRelease(async () => {
      await Promise.resolve();
      order.push("listener");
    });
    return { close: release };
  });
  expect(order).toEqual([]);
  await Promise.all([server.close(), server.close()]);
  expect(order).toEqual(["listener", "store"]);
});

test("one that cannot be released does not keep the others, and its error is not lost", async () => {
  const order: string[] = [];
  const close = await withReleasers(async (onRelease, release) => {
    onRelease(() => void order.push("first"));
    onRelease(() => Promise.reject(new Error("later error")));
    onRelease(() => {
      throw new Error("first error");
    });
    return release;
  });
  await expect(close()).rejects.toThrow("first error");
  expect(order).toEqual(["first"]);
});

test("a failed start lets go of what it had, and throws its own error", async () => {
  const order: string[] = [];
  const start = withReleasers(async (onRelease) => {
    onRelease(() => void order.push("store"));
    onRelease(() => Promise.reject(new Error("cannot release")));
    throw new Error("cannot start");
  });
  await expect(start).rejects.toThrow("cannot start");
  expect(order).toEqual(["store"]);
});

test("what is acquired after the release began is released too, and starting stops", async () => {
  const order: string[] = [];
  const start = withReleasers(async (onRelease, release) => {
    onRelease(() => void order.push("store"));
    await release();
    onRelease(() => void order.push("listener"));
    order.push("not reached");
  });
  await expect(start).rejects.toThrow("released while it was still being acquired");
  expect(order).toEqual(["store", "listener"]);
});
