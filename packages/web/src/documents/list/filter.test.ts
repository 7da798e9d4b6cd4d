import { expect, test } from "vitest";
import { filterOf, filterPath } from "./filter.ts";

test("an address and what it asks for say the same", () => {
  for (const path of [
    "/documents",
    "/documents?state=dead&find=travel+costs&within=docs%2Ftravel&format=pdf&leftOut=true&days=7&order=name",
  ])
    expect(filterPath(filterOf(new URL(path, "http://localhost")))).toBe(path);
});

test("what an address names and is none is left out", () => {
  const filter = filterOf(new URL("http://localhost/documents?state=lost&order=size&leftOut=maybe&days=3"));
  expect(filterPath(filter)).toBe("/documents");
});
