import { describe, expect, test } from "vitest";
import { coverage, embeddedText, hasAskedForm, isTitle, readUnit, weighTerms } from "./score.ts";
import { passageOf } from "./testing/passages.ts";
import { unitsOf } from "./units.ts";

const unitsIn = (text: string, headingPath?: readonly string[]) =>
  unitsOf(passageOf({ text, ...(headingPath && { headingPath }) }));

describe("how near a unit is to a question", () => {
  test("a word that few units have counts more than one that most have", () => {
    const read = unitsIn("Leave is 27 days. Leave of apprentices is 30 days. Leave is asked for early.").map(
      readUnit,
    );
    const weights = weighTerms("leave of apprentices", read);
    expect(weights.get("apprentic")).toBeGreaterThan(2 * (weights.get("leav") as number));
  });

  test("a word in the unit counts whole, one in the heading above it less, one that is nowhere not at all", () => {
    const [read] = unitsIn("Up to five days.", ["Leave", "Carry-over"]).map(readUnit);
    if (!read) throw new Error("no unit");
    const shareOf = (term: string) => coverage(new Map([[term, 1]]), read);
    expect(shareOf("day")).toBe(1);
    expect(shareOf("leav")).toBeLessThan(1);
    expect(shareOf("leav")).toBeGreaterThan(0);
    expect(shareOf("hotel")).toBe(0);
    expect(coverage(new Map(), read)).toBe(0);
  });

  test("the model reads a unit under its heading and its lead-in", () => {
    const [, fines] = unitsIn("You may not claim:\n\nfines\nalcohol", ["Travel", "Expenses"]);
    expect(fines && embeddedText(fines)).toBe("Expenses\nYou may not claim:\nfines");
  });

  test.each([
    ["How many days do I get?", "You get 27.", "You get some."],
    ["How often is it serviced?", "It is serviced twice a year.", "It is serviced."],
    ["When is it open?", "On Mondays.", "It is closed."],
    ["What date is the fair?", "In June.", "It is large."],
    ["Who approves travel?", "Your head of department.", "It is approved."],
  ])("%s: %s has the form of an answer, %s has not", (question, answer, other) => {
    expect(hasAskedForm(question, answer)).toBe(true);
    expect(hasAskedForm(question, other)).toBe(false);
  });

  test("a link that only names something is told from an item that says something", () => {
    expect(unitsIn("Book your flight\nBook lodging").map(isTitle)).toEqual([true, true]);
    expect(unitsIn("Book early.\nLodging: up to 120 euros").map(isTitle)).toEqual([false, false]);
    expect(unitsIn("You may claim:\n\nfares\nmeals").map(isTitle)).toEqual([false, false, false]);
    expect(unitsIn("Grade | Days\nG4 | none").map(isTitle)).toEqual([false]);
  });
});
