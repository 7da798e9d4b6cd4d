import { expect, test } from "vitest";
import { areaUnderCurve, fitLogistic, leaveOneGroupOut, logOdds } from "./logistic-regression.ts";

const points = Array.from({ length: 200 }, (_, index) => {
  const [x, y] = [(index % 20) / 20, (index % 7) / 7];
  // The second signal says nothing; every tenth label is wrong.
  return { signals: [x, y], answerable: x > 0.5 !== (index % 10 === 3), group: `q${index % 40}` };
});

test("the signal that decides gets the weight, and its border lies where the labels change", () => {
  const model = fitLogistic(points);
  expect(model.weights[0]).toBeGreaterThan(5 * Math.abs(model.weights[1] as number));
  expect(logOdds(model, [0.2, 0.5])).toBeLessThan(0);
  expect(logOdds(model, [0.9, 0.5])).toBeGreaterThan(0);
});

test("it stands where the gradient of the penalised likelihood is zero: more ridge, smaller weights", () => {
  const weak = fitLogistic(points, 0.1).weights[0] as number;
  const strong = fitLogistic(points, 100).weights[0] as number;
  expect(Math.abs(strong)).toBeLessThan(Math.abs(weak));
});

test("a point's own group has no say in its log-odds", () => {
  const lone = { signals: [0.9, 0.5], answerable: false, group: "lone" };
  expect(leaveOneGroupOut([...points, lone]).at(-1)).toBe(logOdds(fitLogistic(points), lone.signals));
});

test("the area under the curve is the share of pairs in the right order, ties counting half", () => {
  const labelled = [true, true, false, false].map((answerable) => ({ signals: [], answerable, group: "" }));
  expect(areaUnderCurve(labelled, [4, 3, 2, 1])).toBe(1);
  expect(areaUnderCurve(labelled, [1, 2, 3, 4])).toBe(0);
  expect(areaUnderCurve(labelled, [3, 2, 2, 1])).toBe(0.875);
});
