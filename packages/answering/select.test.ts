import { describe, expect, test } from "vitest";
import type { RankedUnit } from "./rank.ts";
import { readUnit } from "./score.ts";
import { closest, select } from "./select.ts";
import { contentTerms } from "./terms.ts";
import { passageOf } from "./testing/passages.ts";
import type { Unit } from "./units/unit.ts";
import { unitsOf } from "./units/units.ts";

/** A ranking in which each unit that begins so has that relevance; the others are known and not ranked. */
function rankingOf(units: readonly Unit[], relevanceOf: Readonly<Record<string, number>>, asked = "") {
  const passages = [...new Set(units.map(({ passage }) => passage))];
  const ranked = units
    .flatMap((unit): RankedUnit[] => {
      const [beginning] = Object.keys(relevanceOf).filter((text) => unit.text.startsWith(text));
      if (beginning === undefined) return [];
      const read = readUnit(unit);
      return [
        {
          ...read,
          vector: new Float32Array(),
          cosine: 0,
          relevance: relevanceOf[beginning] as number,
          asked: new Set(contentTerms(asked)),
          covered: 0,
          best: read.parts[0],
          place: passages.indexOf(unit.passage),
        },
      ];
    })
    .toSorted((a, b) => b.relevance - a.relevance);
  return { ranked, units };
}

const chosen = (units: readonly Unit[], relevanceOf: Readonly<Record<string, number>>) =>
  select(rankingOf(units, relevanceOf)).map(({ text }) => text);

/** So long that a section of them is not shown whole. */
const filler = (word: string) => `${word} ${Array.from({ length: 50 }, () => "and").join(" ")} so on.`;

describe("an answer reads well", () => {
  test("it begins with the section that answers best, in reading order", () => {
    const first = unitsOf(
      passageOf({ key: "a.md", text: `${filler("A")}\n\n${filler("B")}\n\n${filler("C")}` }),
    );
    const second = unitsOf(passageOf({ key: "b.md", text: "The best of all." }));
    expect(chosen([...first, ...second], { C: 0.6, B: 0.59, "The best": 0.61 })).toEqual([
      "The best of all.",
      filler("B"),
      filler("C"),
    ]);
  });

  test("it is no copy of what was found: prose is bounded, and what is further from the question is left out", () => {
    const units = unitsOf(passageOf({ text: ["A", "B", "C", "D"].map(filler).join("\n\n") }));
    expect(chosen(units, { A: 0.6, B: 0.59, C: 0.58, D: 0.57 })).toEqual([filler("A"), filler("B")]);
    expect(chosen(units, { A: 0.6, B: 0.3 })).toEqual([filler("A")]);
  });

  test("what a page says of itself for machines stands in no answer, though that goes on after it", () => {
    const front = "- keywords: quit, resign\n- questions: people-ops";
    const units = unitsOf(passageOf({ text: `${front}\n\nThis guide is about leaving.\n\nTell us early.` }));
    expect(chosen(units, { "This guide": 0.6 })).toEqual(["This guide is about leaving.", "Tell us early."]);
  });

  test("a short section is shown whole, but for a pointer", () => {
    const units = unitsOf(
      passageOf({ text: "Bring a form.\n\nPay at once, in cash.\n\nSee the forms page.\n\n# Other\n\nNo." }),
    );
    expect(chosen(units, { "Pay at once": 0.6 })).toEqual(["Bring a form.", "Pay at once, in cash."]);
  });

  test("what only asks the same stands in no answer, and first in none", () => {
    const units = unitsOf(passageOf({ text: "Bring a form.\n\nDo I need a form?" }));
    expect(units).toHaveLength(2);
    expect(chosen(units, { "Do I need": 0.9, "Bring a form": 0.6 })).toEqual(["Bring a form."]);
  });

  test("a paragraph that goes on about another comes with it, on either side", () => {
    const units = unitsOf(
      passageOf({
        text: `${filler("Guests pay")}\n\nThey pay on arrival.\n\nHowever, children stay free.\n\n${filler("Dogs")}`,
      }),
    );
    expect(chosen(units, { "They pay": 0.6 })).toEqual([
      filler("Guests pay"),
      "They pay on arrival.",
      "However, children stay free.",
    ]);
  });

  test("what stands under a heading that names what is asked for comes before what mentions it, in the same passage alone", () => {
    const hours = "# Exhibition\n\n- Daily from 10:00 to 17:00\n- In winter at weekends";
    const closed = "On Good Friday the exhibition is closed.";
    const relevance = { Daily: 0.5, "On Good Friday": 0.6 };
    const first = (units: readonly Unit[], asked: string) =>
      select(rankingOf(units, relevance, asked))[0]?.text;
    const together = unitsOf(passageOf({ text: `${hours}\n\n# Holidays\n\n${closed}` }));
    expect(first(together, "When is the exhibition open?")).toMatch(/^Daily/);
    // Of much else that is asked the heading names too little.
    const much = select(rankingOf(together, relevance, "exhibition tickets school groups"));
    expect(much.map(({ text }) => text)).toEqual([closed]);
    const elsewhere = [hours, `# Holidays\n\n${closed}`].flatMap((text, at) =>
      unitsOf(passageOf({ text, key: `${at}.md` })),
    );
    expect(first(elsewhere, "When is the exhibition open?")).toBe(closed);
  });

  test("who looks after the page comes with no short section, and what stands below a command comes with it", () => {
    const owned = unitsOf(
      passageOf({ text: "The van is booked at reception.\n\nOwner: office manager. Reviewed 11 May 2026." }),
    );
    expect(chosen(owned, { "The van": 0.6 })).toEqual(["The van is booked at reception."]);
    const rest = `Do the same on the other machine. ${filler("The database stays")}`;
    const command = unitsOf(passageOf({ text: `$ tidectl drain\n\n${rest}\n\n# Afterwards\n\nPost it.` }));
    expect(chosen(command, { "tidectl drain": 0.6 })).toEqual(["tidectl drain", rest]);
  });

  test("the best of the first two passages is in it, though others have more of the question's words", () => {
    const [first, second, third] = ["a", "b", "c"].map((key) =>
      unitsOf(passageOf({ key, text: `${key} says ${key}.` })),
    ) as [Unit[], Unit[], Unit[]];
    const relevance = { "a says": 0.45, "b says": 0.46, "c says": 0.6 };
    expect(chosen([...first, ...second, ...third], relevance)).toEqual([
      "c says c.",
      "a says a.",
      "b says b.",
    ]);
  });

  test("the same statement in two documents is made once, the same rule with another figure twice", () => {
    const one = unitsOf(passageOf({ key: "a.md", text: "Staff have 28 days of annual leave." }));
    const same = unitsOf(passageOf({ key: "b.md", text: "Annual leave of staff: 28 days." }));
    const other = unitsOf(passageOf({ key: "c.md", text: "Staff have 30 days of annual leave." }));
    expect(chosen([...one, ...same, ...other], { Staff: 0.6, Annual: 0.6 })).toEqual([
      "Staff have 28 days of annual leave.",
      "Staff have 30 days of annual leave.",
    ]);
  });

  test("nothing ranked, nothing said", () => {
    expect(select({ ranked: [], units: [] })).toEqual([]);
  });
});

test("what comes closest is the best of each of the three best passages", () => {
  const units = ["a", "b", "c", "d"].flatMap((key) =>
    unitsOf(passageOf({ key, text: `${key} is one.\n\n${key} is two.` })),
  );
  const relevance = { "a is one": 0.4, "a is two": 0.5, "b is one": 0.3, "c is two": 0.2, "d is one": 0.1 };
  expect(closest(rankingOf(units, relevance)).map(({ text }) => text)).toEqual([
    "a is two.",
    "b is one.",
    "c is two.",
  ]);
});
