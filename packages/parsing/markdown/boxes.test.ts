import { expect, test } from "vitest";
import { outlineOf, parse } from "../testing/parse.ts";

const outline = async (...lines: string[]) => outlineOf(await parse("page.md", lines.join("\n")));

test("a box says what kind it is, whatever flavour marks it, and holds text", async () => {
  expect(
    await outline(
      "> [!WARNING]",
      "> Never restart.",
      "",
      "> [!tip]- In short",
      "> Wait.",
      "",
      '!!! danger "High voltage"',
      "    Switch off first.",
      "",
      "    - Tell the desk.",
      "",
      "??? note",
      "    Closed.",
      "",
      ":::caution Take care",
      "Mind the step.",
      ":::",
      "",
      '=== "Linux"',
      "    Install it.",
    ),
  ).toEqual([
    "p Warning: Never restart.",
    "p Tip: In short\nWait.",
    "p High voltage",
    "p Switch off first.",
    "ul Tell the desk.",
    "p Note",
    "p Closed.",
    "p Take care",
    "p Mind the step.",
    "p Linux",
    "p Install it.",
  ]);
});

test("boxes within code, and what is indented without one, are code as they stand", async () => {
  expect(await outline("```", "!!! note", "    x", ":::", "```", "", "    y")).toEqual([
    "code !!! note\n    x\n:::",
    "code y",
  ]);
  expect(await outline("```", "```js", "!!! note", "    x", "```", "", "!!! tip", "    y")).toEqual([
    "code ```js\n!!! note\n    x",
    "p Tip",
    "p y",
  ]);
});

test("boxes within boxes are text, and what follows them is outside", async () => {
  expect(
    await outline("!!! note", "    One.", "", "    !!! tip", "        Two.", "", "    Three.", "", "Four."),
  ).toEqual(["p Note", "p One.", "p Tip", "p Two.", "p Three.", "p Four."]);
});

test("a term and what it means are a list", async () => {
  expect(await outline("Berth", ": A place", ": *Paid* for", "", "Keeper", "", ":   A person")).toEqual([
    "ul Berth / >A place / >Paid for / Keeper / >A person",
  ]);
});
