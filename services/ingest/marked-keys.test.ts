import { expect, test } from "vitest";
import { MarkedKeys } from "./marked-keys.ts";

test("exactly what was marked is marked, also of many keys that differ by a little", () => {
  const marked = new MarkedKeys();
  const key = (index: number) => `folder/part-${index % 100}/note-${index}.md`;
  for (let index = 0; index < 200_000; index += 2) marked.mark(key(index));
  marked.mark("");
  marked.mark(key(0));
  const wrong = Array.from({ length: 200_000 }, (_, index) => index).filter(
    (index) => marked.has(key(index)) !== (index % 2 === 0),
  );
  expect(wrong).toEqual([]);
  expect(marked.has("")).toBe(true);
  expect(marked.has("folder")).toBe(false);
});
