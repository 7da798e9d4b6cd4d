import { describe, expect, test } from "vitest";
import { passageOf } from "../testing/passages.ts";
import { isExample, isImprint, isPointer, isTitle, isUnaskedFrontMatter, onlyAsks } from "./manner.ts";
import { partsOf } from "./parts.ts";
import type { Unit } from "./unit.ts";
import { unitsOf } from "./units.ts";

const unitsIn = (text: string) => unitsOf(passageOf({ text }));
const texts = (text: string) => unitsIn(text).map((unit) => unit.text);

describe("a unit can be understood alone", () => {
  test("a list comes with its lead-in and all its items, a table with its header", () => {
    expect(
      texts("You may not claim:\n\n- fines\n- alcohol\n\nAsk first.\n\nGrade | Days\n---\nG4 | 27"),
    ).toEqual(["You may not claim:\n\nfines\nalcohol", "Ask first.", "Grade | Days\nG4 | 27"]);
  });

  test("a note between a lead-in and its list keeps them together; a whole paragraph of another thing does not", () => {
    const steps = "To report it, follow these steps:\n\nPlease be quick.\n\n1. Write a mail\n2. Wait";
    expect(texts(`${steps}\n\nThen go home.`)).toEqual([
      "To report it, follow these steps:\n\nPlease be quick.\n\nWrite a mail\nWait",
      "Then go home.",
    ]);
    const long = Array.from({ length: 90 }, () => "word").join(" ");
    expect(texts(`It is said:\n\n${long}.\n\n- a\n- b`)).toHaveLength(2);
  });

  test("code comes with the sentence that introduces it, also without a colon", () => {
    expect(texts("Run this on the server.\n\n$ npm stop\n\nThen wait.")).toEqual([
      "Run this on the server.\n\nnpm stop",
      "Then wait.",
    ]);
  });

  test("steps with commands between them are one procedure", () => {
    expect(texts("1. Stop it\n\n$ stop\n\n1. Start it\n\nDone.")).toEqual([
      "Stop it\n\nstop\n\nStart it",
      "Done.",
    ]);
  });

  test("a sentence that goes on behind a list stands with it", () => {
    const text = "Combining:\n\n- your name\n- your address\n\nwith a number makes it secret.";
    expect(texts(`${text}\n\nAsk first.`)).toEqual([
      "Combining:\n\nyour name\nyour address\n\nwith a number makes it secret.",
      "Ask first.",
    ]);
    expect(texts(text.replace("with", "With"))).toHaveLength(2);
  });

  test("a note between two steps does not end the steps", () => {
    const passage = passageOf({ text: "1. Open it\n\nNote: it is slow.\n\n1. 2. Book\n2. Pay\n\nDone." });
    expect(unitsOf(passage).map(({ text }) => text)).toEqual([
      "Open it\n\nNote: it is slow.\n\n2. Book\nPay",
      "Done.",
    ]);
    // Another procedure begins with its own first step.
    expect(texts("1. Open it\n\nTo close it, do this.\n\n1. Close it\n2. Go")).toHaveLength(3);
  });

  test("nothing is lost and nothing stands in two units", () => {
    const passage = passageOf({
      text: "# A\n\nOne:\n\n- a\n- b\n\nTwo.\n\n## B\n\nThree:\n\nFour.\n\n$ five",
    });
    const units = unitsOf(passage);
    expect(units.map(({ text }) => text).join("\n\n")).toBe(
      "One:\n\na\nb\n\nTwo.\n\nThree:\n\nFour.\n\nfive",
    );
  });

  test("it knows the headings above it, also one that is only a short line", () => {
    const units = unitsIn("# A\n\nOne.\n\n## B\n\nTwo.\n\n# C\n\nTool store\n\nIt is open on Saturdays.");
    expect(units.map(({ headings }) => headings)).toEqual([["A"], ["A", "B"], ["C", "Tool store"]]);
  });

  test("a line that is bold as a whole is a heading of what stands below it, however long, and not where it is a sentence", () => {
    const bold = "**If you are new here or have no badge yet and come for the first time**";
    expect(unitsIn(`${bold}\n\nShow your passport.`).map(({ text, headings }) => [text, headings])).toEqual([
      ["Show your passport.", [bold.slice(2, -2)]],
    ]);
    expect(texts("**Come two weeks before your last day.**\n\nBring all of it.")).toHaveLength(2);
    // Without anything below it is what the page says.
    expect(texts("**Closed on the first Friday of the month**")).toEqual([
      "Closed on the first Friday of the month",
    ]);
    expect(
      texts("If you are new here or have no badge yet and come for the first time\n\nAsk."),
    ).toHaveLength(2);
  });

  test("a question is a heading of its answer, and no answer", () => {
    const faq = "May I work from home?\n\nYes.\n\nAnd abroad?\n\nNo.";
    expect(unitsIn(faq).map(({ text, headings }) => [text, headings])).toEqual([
      ["Yes.", ["May I work from home?"]],
      ["No.", ["And abroad?"]],
    ]);
    // Of a list of questions none answers another.
    expect(unitsIn("May I work from home?\n\nAnd abroad?").map(onlyAsks)).toEqual([true, true]);
    expect(unitsIn("Lost your badge? Ask at reception.").map(onlyAsks)).toEqual([false]);
    expect(unitsIn("Ask at reception. Why not?").map(onlyAsks)).toEqual([false]);
    expect(texts("Ask at reception. Why not?\n\nIt is open.")).toHaveLength(2);
    expect(unitsIn("May I work outside the U.S.?\n\nNo.").map(({ headings }) => headings)).toEqual([
      ["May I work outside the U.S.?"],
    ]);
  });

  test("the unit before it is known, but not across a heading", () => {
    const [one, two, three] = unitsIn("One is here.\n\nTwo is here.\n\n# Heading\n\nThree is here.");
    expect([one?.previous, two?.previous, three?.previous]).toEqual([undefined, one, undefined]);
  });
});

test("the parts that can be marked are sentences, items, rows and code, never a lead-in or a header", () => {
  const parts = unitsIn("You may claim:\n\n- fares\n- meals\n\nOne. Two.\n\nA | B\n---\n1 | 2\n\n$ x").map(
    (unit) => partsOf(unit).map(({ text }) => text),
  );
  expect(parts).toEqual([["fares", "meals"], ["One.", "Two."], ["1 | 2"], ["x"]]);
});

describe("what is near to a question and no answer to it", () => {
  test("a line that only names something", () => {
    expect(unitsIn("Parking permit map\n\nFines:\n\n- a fine").map(isTitle)).toEqual([true, false]);
    expect(unitsIn("- Book your flight\n- Book lodging\n\nGrade | Days\nG4 | none").map(isTitle)).toEqual([
      true,
      false,
    ]);
    expect(unitsIn("- Lodging: up to 120 euros\n- Meals").map(isTitle)).toEqual([false]);
  });

  test.each([
    "See the transit benefit page.",
    "Refer to the Paid Parental Leave page for more information.",
    "You can find out all about it on the purchase request page.",
  ])("a pointer: %s", (text) => {
    expect(unitsIn(text).map(isPointer)).toEqual([true]);
  });

  test("a sentence that says something is no pointer, though it names a page", () => {
    expect(unitsIn("Enter your hours in the time sheet by Friday noon.").map(isPointer)).toEqual([false]);
  });

  test("a line that says who looks after the page, and no rule about who does what", () => {
    const lines = "Owner: office manager. Reviewed 11 May 2026.\n\nOwners of dogs keep them on a lead.";
    expect(unitsIn(lines).map(isImprint)).toEqual([true, false]);
  });

  test("a page's front matter that nobody asks for, and no list of values elsewhere", () => {
    const front = "- keywords: leave, parental\n- team: people";
    const isUnasked = (unit: Unit) => isUnaskedFrontMatter(unit, new Set(["leave"]));
    expect(unitsIn(`${front}\n\nLeave is paid.`).map(isUnasked)).toEqual([true, false]);
    expect(unitsIn(`# Rates\n\n${front}`).map(isUnasked)).toEqual([false]);
    expect(unitsIn("- Day rate: 28\n- Night rate: 30").map(isUnasked)).toEqual([false]);
    expect(unitsOf(passageOf({ text: front, key: "rates.txt" })).map(isUnasked)).toEqual([false]);
    // "Which team looks after the page on leave?"
    expect(unitsIn(front).map((unit) => isUnaskedFrontMatter(unit, new Set(["team"])))).toEqual([false]);
  });

  test("an example, by its first words or its heading", () => {
    expect(
      unitsIn("For example, you earn 4 hours.\n\nYou earn 4 hours.\n\n# An example\n\nYou earn 5.").map(
        isExample,
      ),
    ).toEqual([true, false, true]);
  });
});
