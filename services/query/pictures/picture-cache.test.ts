import { expect, test } from "vitest";
import { PictureCache } from "./picture-cache.ts";

test("no more bytes are kept than are allowed, and what was asked for longest ago goes first", () => {
  const cache = new PictureCache(25);
  for (const key of ["a", "b"]) cache.set(key, new Uint8Array(10));
  expect(cache.get("a")).toBeDefined();
  cache.set("c", new Uint8Array(10));
  expect(["a", "b", "c"].map((key) => cache.get(key) !== undefined)).toEqual([true, false, true]);
  cache.set("too large", new Uint8Array(26));
  expect(cache.get("too large")).toBeUndefined();
  expect(cache.get("a")).toBeDefined();
});
