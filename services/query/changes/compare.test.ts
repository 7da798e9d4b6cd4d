import type { BlockKind } from "@footnote/contracts";
import { expect, test } from "vitest";
import { compare } from "./compare.ts";
import { type Unit, unitsOf } from "./units.ts";

const unit = (text: string, kind: BlockKind = "paragraph"): Unit => ({ text, kind, path: [] });
const units = (...texts: string[]) => texts.map((text) => unit(text));

test("what is the same says nothing", async () => {
  const same = units("One.", "Two.");
  expect(await compare(same, same)).toEqual({
    added: 0,
    removed: 0,
    changed: 0,
    changes: [],
    isRewritten: false,
  });
});

test("a paragraph put in, one taken out, and one word changed are told in reading order", async () => {
  const { changes, ...counts } = await compare(
    units("Bring a lamp.", "A ticket costs €12 for adults.", "Stays.", "Goes away."),
    units("Bicycles are welcome.", "Bring a lamp.", "A ticket costs €14 for adults.", "Stays."),
  );
  expect(counts).toEqual({ added: 1, removed: 1, changed: 1, isRewritten: false });
  expect(changes.map(({ what }) => what)).toEqual(["added", "changed", "removed"]);
  const texts = (side: "before" | "after") =>
    changes[1]?.pieces.filter((piece) => piece.in === side).map(({ text }) => text);
  expect(texts("before")).toEqual(["12"]);
  expect(texts("after")).toEqual(["14"]);
});

test("every piece of a changed unit is one of the two texts, whatever they are", async () => {
  const before = "Leave is 27 days, asked for in writing.";
  const after = "Leave is 28 days – asked for by e-mail.";
  const { changes } = await compare([unit(before)], [unit(after)]);
  const side = (other: string) =>
    changes[0]?.pieces
      .filter((piece) => piece.in !== other)
      .map(({ text }) => text)
      .join("");
  expect([side("after"), side("before")]).toEqual([before, after]);
});

test("what has little in common, or is of another kind, was put in another's place", async () => {
  expect(await compare(units("The archive opens at nine."), units("Dogs wait outside."))).toMatchObject({
    added: 1,
    removed: 1,
    changed: 0,
  });
  expect(await compare([unit("Trains")], [unit("Trains", "heading")])).toMatchObject({
    added: 1,
    removed: 1,
  });
});

test("R10: two texts that have nothing in common are compared in bounded time, and said to be rewritten", async () => {
  const text = (word: string) => Array.from({ length: 20_000 }, (_, at) => unit(`${word} ${at}`));
  expect(await compare(text("before"), text("after"))).toMatchObject({ isRewritten: true, changes: [] });
});

test("items, rows and headings are units of their own, below the titles above them", () => {
  const text = "Leave\n\nAnnual\n\none\ntwo\n\na | b\nc | d";
  const span = (part: string) => ({ start: text.indexOf(part), end: text.indexOf(part) + part.length });
  const units = unitsOf({
    text,
    offset: 0,
    blocks: [
      { kind: "heading", level: 1, ...span("Leave") },
      { kind: "heading", level: 2, ...span("Annual") },
      {
        kind: "list",
        ordered: false,
        ...span("one\ntwo"),
        items: ["one", "two"].map((part) => ({ depth: 0, ...span(part) })),
      },
      {
        kind: "table",
        headerRows: 1,
        ...span("a | b\nc | d"),
        rows: ["a | b", "c | d"].map((part) => ({ cells: [], ...span(part) })),
      },
    ],
  });
  expect(units.map((one) => `${one.path.join(" > ")}: ${one.text}`)).toEqual([
    ": Leave",
    "Leave: Annual",
    "Leave > Annual: one",
    "Leave > Annual: two",
    "Leave > Annual: a | b",
    "Leave > Annual: c | d",
  ]);
});
