import { expect, test } from "vitest";
import { stagesOf } from "./stages.ts";

const second = (at: number) => new Date(Date.UTC(2026, 0, 5, 9) + at * 1000).toISOString();
const times = {
  written: second(0),
  noticed: second(1),
  claimed: second(3),
  fetched: second(3.5),
  parsed: second(5.5),
  embedded: second(9),
  live: second(9.5),
};

test("the stages add up to the time from written to answerable", () => {
  const stages = stagesOf(times, 9.5);
  expect(stages.map((stage) => stage.seconds)).toEqual([1, 2, 0.5, 2, 3.5, 0.5]);
  expect(stages.at(-1)).toEqual({ name: "answerable", at: times.live, seconds: 0.5 });
});

test("of a file older than its bucket's watch the time before it was noticed does not count", () => {
  const stages = stagesOf({ ...times, written: second(-90_000) }, 8.5);
  expect(stages.reduce((sum, stage) => sum + stage.seconds, 0)).toBe(8.5);
  expect(stages[0]).toEqual({ name: "taken up", at: times.claimed, seconds: 2 });
});

test("a clock that is ahead makes no stage negative", () => {
  expect(stagesOf({ ...times, written: second(1.2) }, 8.3)[0]?.seconds).toBe(0);
});
