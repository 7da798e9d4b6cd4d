import { expect, test } from "vitest";
import { placeOf } from "./place-of.ts";

test("an error is told by its kind and its lines, without what it quotes, also where that looks like a line", () => {
  const quoted = "secret text\n    at secret (file:///secret.ts:1:1)";
  const place = placeOf(new TypeError(quoted));
  expect(place).toMatch(/^TypeError\n {4}at .*place-of\.test\.ts/);
  expect(place).not.toContain("secret");
});

test("what is no error says nothing of itself", () => {
  expect(placeOf("secret")).toBe("string");
});
