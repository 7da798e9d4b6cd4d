import { expect, test } from "vitest";
import { headingsOf } from "./headings.ts";

test("each heading is listed once, at its first text, also where only what stands below it has any", () => {
  expect(
    headingsOf([
      { path: ["Guide", "Travel", "Trains"], at: 20 },
      { path: ["Guide", "Travel", "Hotels"], at: 60 },
      { path: ["Guide", "People"], at: 90 },
    ]),
  ).toEqual([
    { title: "Guide", level: 1, at: 20 },
    { title: "Travel", level: 2, at: 20 },
    { title: "Trains", level: 3, at: 20 },
    { title: "Hotels", level: 3, at: 60 },
    { title: "People", level: 2, at: 90 },
  ]);
});

test("text below no heading has none", () => {
  expect(headingsOf([{ path: [], at: 0 }])).toEqual([]);
});
