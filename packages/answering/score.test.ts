import { describe, expect, test } from "vitest";
import { coverage, hasAskedForm, readUnit, weighTerms } from "./score.ts";
import { passageOf } from "./testing/passages.ts";
import { unitsOf } from "./units/units.ts";

const unitsIn = (text: string, headingPath?: readonly string[]) =>
  unitsOf(passageOf({ text, ...(headingPath && { headingPath }) }));

describe("how near a unit is to a question", () => {
  test("a word that few units have counts more than one that most have", () => {
    const read = unitsIn(
      "Leave is 27 days.\n\nLeave of apprentices is 30 days.\n\nLeave is asked for early.",
    ).map(readUnit);
    const weights = weighTerms("leave of apprentices", read);
    expect(weights.get("apprentic")).toBeGreaterThan(2 * (weights.get("leav") as number));
  });

  test("a word in the text counts whole, one in the heading above it less, one that is nowhere not at all", () => {
    const [read] = unitsIn("Up to five days.", ["Leave", "Carry-over"]).map(readUnit);
    if (!read) throw new Error("no unit");
    const shareOf = (term: string) => coverage(new Map([[term, 1]]), read.terms, read.termsAbove);
    expect(shareOf("day")).toBe(1);
    expect(shareOf("leav")).toBeLessThan(1);
    expect(shareOf("leav")).toBeGreaterThan(0);
    expect(shareOf("hotel")).toBe(0);
    expect(coverage(new Map(), read.terms, read.termsAbove)).toBe(0);
  });

  test.each([
    ["How many days do I get?", "You get 27.", "You get some."],
    ["How often is it serviced?", "It is serviced twice a year.", "It is serviced."],
    ["When is it open?", "On Mondays.", "It is closed."],
    ["What date is the fair?", "In June.", "It is large."],
    ["Who approves travel?", "Your head of department.", "It is approved."],
    ["How do I claim?", "1. Fill in the form\n2. Send it", "Claims are welcome."],
  ])("%s: %s has the form of an answer, %s has not", (question, answer, other) => {
    const has = (text: string) => unitsIn(text).map((unit) => hasAskedForm(question, unit, unit.text));
    expect(has(answer)).toEqual([true]);
    expect(has(other)).toEqual([false]);
  });
});
