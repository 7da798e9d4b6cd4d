import { describe, expect, test } from "vitest";
import type { RankedUnit } from "./rank.ts";
import { readUnit } from "./score.ts";
import { selectUnits } from "./select.ts";
import { passageOf } from "./testing/passages.ts";
import { type Unit, unitsOf } from "./units.ts";

function select(
  units: readonly Unit[],
  relevanceOf: Readonly<Record<string, number>>,
  asked: readonly string[] = [],
) {
  const ranked = units
    .filter(({ text }) => relevanceOf[text] !== undefined)
    .map((unit): RankedUnit => {
      const read = readUnit(unit);
      const terms = new Set(asked.filter((term) => read.terms.has(term)));
      return {
        ...read,
        vector: new Float32Array(),
        cosine: 0,
        relevance: relevanceOf[unit.text] as number,
        asked: terms,
      };
    })
    .toSorted((a, b) => b.relevance - a.relevance);
  return selectUnits(ranked, units).map(({ text }) => text);
}

describe("an answer reads well", () => {
  test("it is short and begins with the section that answers best", () => {
    const first = unitsOf(
      passageOf({ key: "a.md", text: "One leg. Two legs. Three legs. Four legs. Five legs. Six legs." }),
    );
    const second = unitsOf(passageOf({ key: "b.md", text: "The best of all." }));
    const all = Object.fromEntries(first.map(({ text }, index) => [text, 0.6 - index / 100]));
    const answer = select([...first, ...second], { ...all, "The best of all.": 0.61 });
    expect(answer).toEqual(["The best of all.", "One leg.", "Two legs.", "Three legs."]);
  });

  test("sentences of one section stay in reading order", () => {
    const units = unitsOf(passageOf({ text: "Ask in March. Bring a form. Pay at once." }));
    expect(select(units, { "Pay at once.": 0.59, "Ask in March.": 0.58, "Bring a form.": 0.6 })).toEqual([
      "Ask in March.",
      "Bring a form.",
      "Pay at once.",
    ]);
  });

  test("what is much further from the question is left out, sooner before the best sentence than after it", () => {
    const units = unitsOf(passageOf({ text: "Before. The best. After. Far." }));
    expect(select(units, { "Before.": 0.54, "The best.": 0.6, "After.": 0.54, "Far.": 0.4 })).toEqual([
      "The best.",
      "After.",
    ]);
  });

  test("a sentence that continues another comes with it, on either side", () => {
    const units = unitsOf(
      passageOf({
        text: "Guests pay 40 euros. They pay on arrival. However, children stay free. Dogs bark.",
      }),
    );
    expect(select(units, { "They pay on arrival.": 0.6 })).toEqual([
      "Guests pay 40 euros.",
      "They pay on arrival.",
      "However, children stay free.",
    ]);
  });

  test("a lead-in comes with its items and an item with its lead-in", () => {
    const units = unitsOf(passageOf({ text: "You may not claim:\n\nfines\nalcohol\nupgrades" }));
    expect(select(units, { alcohol: 0.6 })).toEqual(["You may not claim:", "alcohol"]);
    expect(select(units, { "You may not claim:": 0.6 })).toEqual([
      "You may not claim:",
      "fines",
      "alcohol",
      "upgrades",
    ]);
  });

  test("of a table's rows, those that lack the word that was asked for stay out", () => {
    const units = unitsOf(
      passageOf({
        text: "Structure | Size\nShed | 6 square metres\nGreenhouse | 9 square metres\nGreenhouse, heated | 4 square metres",
      }),
    );
    const [shed, greenhouse, heated] = units.map(({ text }) => text) as [string, string, string];
    const answer = select(units, { [shed]: 0.59, [greenhouse]: 0.6, [heated]: 0.59 }, ["greenhous"]);
    expect(answer).toEqual([greenhouse, heated]);
  });

  test("the same statement in two documents is made once, the same rule with another figure twice", () => {
    const one = unitsOf(passageOf({ key: "a.md", text: "Staff have 28 days of annual leave." }));
    const same = unitsOf(passageOf({ key: "b.md", text: "Annual leave of staff: 28 days." }));
    const other = unitsOf(passageOf({ key: "c.md", text: "Staff have 30 days of annual leave." }));
    const relevance = Object.fromEntries([...one, ...same, ...other].map(({ text }) => [text, 0.6]));
    expect(select([...one, ...same, ...other], relevance)).toEqual([
      "Staff have 28 days of annual leave.",
      "Staff have 30 days of annual leave.",
    ]);
  });

  test("two passages of one section do not repeat what lies between them", () => {
    const text = "Guests pay 40 euros. They pay on arrival. It is cash only.";
    const first = unitsOf(passageOf({ text, passage: "Guests pay 40 euros." }));
    const second = unitsOf(passageOf({ text, passage: "It is cash only." }));
    expect(select([...first, ...second], { "Guests pay 40 euros.": 0.6, "It is cash only.": 0.59 })).toEqual([
      "Guests pay 40 euros.",
      "They pay on arrival.",
      "It is cash only.",
    ]);
  });

  test("nothing ranked, nothing said", () => {
    expect(selectUnits([], [])).toEqual([]);
  });
});
