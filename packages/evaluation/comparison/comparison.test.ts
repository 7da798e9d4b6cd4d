import fc from "fast-check";
import { expect, test } from "vitest";
import { bootstrapInterval } from "./bootstrap.ts";
import { compareRows } from "./compare-rows.ts";
import { holm } from "./holm.ts";
import { randomisationTest } from "./randomisation.ts";

test("few questions are tried with every assignment of signs", () => {
  expect(randomisationTest([1, 1, 1, 1, 1], 1)).toBe(2 / 32);
  expect(randomisationTest([1, 1, 1, 1, 1, 0, 0], 1)).toBe(2 / 32);
  expect(randomisationTest([0.1, 0.2, 0.3], 1)).toBe(2 / 8);
  expect(randomisationTest([], 1)).toBe(1);
});

test("with many questions chance comes near to what all assignments give", () => {
  // Of 20 signs, 15 or more equal ones, either way: 2 * (C(20,15) + … + C(20,20)) / 2^20.
  const differences = Array.from({ length: 20 }, (_, index) => (index < 15 ? 1 : -1));
  expect(randomisationTest(differences, 7)).toBeCloseTo(0.0414, 2);
});

test("where both systems are the same, one comparison in twenty is below .05, and not more", () => {
  let below = 0;
  const rounds = 2 ** 10;
  for (let signs = 0; signs < rounds; signs += 1) {
    const differences = Array.from(
      { length: 10 },
      (_, index) => ((signs >> index) & 1 ? 1 : -1) * (index + 1),
    );
    if (randomisationTest(differences, 1) < 0.05) below += 1;
  }
  expect(below).toBeGreaterThan(0);
  expect(below / rounds).toBeLessThanOrEqual(0.05);
});

test("the interval of a mean narrows with the number of questions and holds the mean", () => {
  const values = (count: number) => Array.from({ length: count }, (_, index) => index % 2);
  const few = bootstrapInterval(values(20), 1);
  const many = bootstrapInterval(values(2_000), 1);
  expect(few?.low).toBeLessThan(0.5);
  expect(few?.high).toBeGreaterThan(0.5);
  // 1.96 * .5 / sqrt(2000) = .0219 on each side.
  expect(many?.low).toBeCloseTo(0.478, 2);
  expect(many?.high).toBeCloseTo(0.522, 2);
});

test("Holm by hand", () => {
  expect(holm([0.01, 0.04, 0.03, 0.005])).toEqual([0.03, 0.06, 0.06, 0.02]);
});

test("Holm never makes a probability smaller, nor changes their order", () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 12 }), (probabilities) => {
      const corrected = holm(probabilities);
      for (const [index, probability] of probabilities.entries()) {
        expect(corrected[index]).toBeGreaterThanOrEqual(probability);
        for (const [other, than] of probabilities.entries())
          if (probability < than) expect(corrected[index]).toBeLessThanOrEqual(corrected[other] as number);
      }
    }),
  );
});

test("the same seed gives the same figures; a question that only one run defines is counted and not compared", () => {
  const before = new Map(
    Array.from({ length: 30 }, (_, index) => [`q${index}`, { right: index === 0 ? null : index % 2 }]),
  );
  const after = new Map(Array.from({ length: 30 }, (_, index) => [`q${index}`, { right: 1 }]));
  const [one] = compareRows(before, after, ["right"], 3);
  expect(one).toEqual(compareRows(before, after, ["right"], 3)[0]);
  expect(one).toMatchObject({ pairs: 29, unpaired: 1, won: 14, lost: 0, after: 1 });
  expect(one?.corrected).toBeLessThan(0.001);
});
