import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cite, isIntact } from "./cite.ts";
import { passageOf } from "./testing/passages.ts";
import { unitsOf } from "./units.ts";

const textsOf = (text: string, headingPath = ["Handbook"]) =>
  unitsOf(passageOf({ text, headingPath })).map((unit) => unit.text);

describe("what a passage can be quoted with", () => {
  test("headings are context and not quoted, marked or not", () => {
    const units = unitsOf(
      passageOf({ text: "Team meals\n\nEach team has 45 euros per person and quarter." }),
    );
    expect(units.map(({ text, heading }) => [heading, text])).toEqual([
      ["Team meals", "Each team has 45 euros per person and quarter."],
    ]);
    expect(textsOf("Sick pay 2026\n\nFull.", ["Handbook", "Sick pay 2026"])).toEqual(["Full."]);
  });

  test("a paragraph that was broken to fit the page is prose, lines that mean something are items", () => {
    expect(
      textsOf(
        "After 15 minutes the shore contact calls by\nradio. After 30 minutes the shore contact rings\nthe duty officer.",
      ),
    ).toEqual([
      "After 15 minutes the shore contact calls by radio.",
      "After 30 minutes the shore contact rings the duty officer.",
    ]);
    expect(textsOf("Owner: safety officer\nLast reviewed: 18 May 2026")).toEqual([
      "Owner: safety officer",
      "Last reviewed: 18 May 2026",
    ]);
  });

  test("long items below a lead-in stay items, though they look like a broken paragraph", () => {
    const items = [
      "the train fare in second class, also with a seat",
      "the taxi fare at night between 22:00 and 06:00",
    ];
    expect(textsOf(`You may claim:\n\n${items.join("\n")}`)).toEqual(["You may claim:", ...items]);
  });

  test("a list item knows its lead-in, and an item that leads in knows its place", () => {
    const units = unitsOf(passageOf({ text: "You may claim:\n\nfares\nmeals:\nup to 40 euros a day" }));
    expect(units.map(({ text, leadIn }) => [text, leadIn?.text])).toEqual([
      ["You may claim:", undefined],
      ["fares", "You may claim:"],
      ["meals:", "You may claim:"],
      ["up to 40 euros a day", "meals:"],
    ]);
  });

  test("an item whose lead-in lies outside the section is shown with it", () => {
    const piece = passageOf({ text: "parking fines\nalcohol", lead: "You may not claim:" });
    expect(unitsOf(piece)[0]).toMatchObject({ text: "You may not claim: parking fines", start: 0, end: 13 });
  });

  test("code stays together, since one command alone may do harm", () => {
    const code = "loopctl pause --reason x\nloopctl restart --zone eu\nloopctl resume --now";
    expect(textsOf(`Run this:\n\n${code}`)).toEqual(["Run this:", code]);
  });

  test("empty cells and a ragged row do no harm", () => {
    expect(textsOf("Item | Price | Note\nKey | 8.00 | \nHut | 25.00 | per evening | members")).toEqual([
      "Item: Key; Price: 8.00",
      "Item: Hut; Price: 25.00; Note: per evening; members",
    ]);
  });

  test("a first row with figures is a row and not the names of the columns", () => {
    expect(textsOf("Alder | 12 | 40\nBirch | 9 | 31")).toEqual(["Alder; 12; 40", "Birch; 9; 31"]);
  });

  test("what lies around the passage is told apart from what lies in it", () => {
    const units = unitsOf(passageOf({ text: "Before it. In it. After it.", passage: "In it." }));
    expect(units.map(({ inPassage }) => inPassage)).toEqual([false, true, false]);
  });
});

const line = fc.oneof(
  fc.lorem({ mode: "sentences", maxCount: 3 }),
  fc.string({ unit: "grapheme", maxLength: 30 }),
  fc.constantFrom(
    "You may claim:",
    "a | b | c",
    " | ",
    "1. One",
    "x = f(y);",
    "费用可以报销。请保留收据！",
    "Grade | Days",
    "…",
    "\u2028",
  ),
);
const block = fc.array(line, { minLength: 1, maxLength: 5 }).map((lines) => lines.join("\n"));
const section = fc.array(block, { minLength: 1, maxLength: 6 }).map((blocks) => blocks.join("\n\n"));

test("S2: every quote stands word for word at its span, whatever the text", () => {
  fc.assert(
    fc.property(section, fc.nat(), fc.nat(), fc.nat(1_000), (text, from, length, offset) => {
      fc.pre(text.length > 0);
      const start = from % text.length;
      const end = start + 1 + (length % (text.length - start));
      const described = passageOf({ text, offset });
      const candidate = {
        ...described.candidate,
        start: offset + start,
        end: offset + end,
        text: text.slice(start, end),
      };
      const passage = { ...described, candidate };
      expect(isIntact(passage)).toBe(true);
      const document = " ".repeat(offset) + text;
      for (const unit of unitsOf(passage)) {
        const citation = cite(passage, unit);
        if (unit.start === unit.end) continue;
        expect(citation?.quote).toBe(document.slice(unit.start, unit.end));
        const inTable = unit.kind === "row";
        if (!inTable) expect(unit.text.replace(/\s/gu, "")).toBe(citation?.quote.replace(/\s/gu, ""));
      }
    }),
  );
});

test("a span outside the section, or of nothing, is not cited", () => {
  const passage = passageOf({ text: "One.   Two.", offset: 10 });
  expect(cite(passage, { start: 9, end: 14 })).toBeUndefined();
  expect(cite(passage, { start: 17, end: 22 })).toBeUndefined();
  expect(cite(passage, { start: 12, end: 12 })).toBeUndefined();
  expect(cite(passage, { start: 15, end: 17 })).toBeUndefined();
  expect(cite(passage, { start: 10, end: 14 })?.quote).toBe("One.");
});

test("a passage is intact only where it is a piece of the section's text at its own place", () => {
  const whole = passageOf({ text: "One. Two. Three.", passage: "Two.", offset: 10 });
  const { candidate } = whole;
  expect(isIntact(whole)).toBe(true);
  expect(isIntact({ ...whole, parentText: `${whole.parentText} Four.` })).toBe(false);
  expect(isIntact({ ...whole, parentText: whole.parentText.replace("Two", "Too") })).toBe(false);
  expect(isIntact({ ...whole, candidate: { ...candidate, start: 5 } })).toBe(false);
  expect(isIntact({ ...whole, candidate: { ...candidate, end: 99 } })).toBe(false);
  expect(isIntact({ ...whole, candidate: { ...candidate, end: candidate.start } })).toBe(false);
});
