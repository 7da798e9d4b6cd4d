import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Written, WrittenText } from "./written.ts";

function read(text: string, pieces: readonly string[] = [text]): Written[] {
  const written = new WrittenText();
  return [...pieces.flatMap((piece) => written.push(piece)), ...written.end()];
}
const cited = (text: string) => read(text).map((each) => [each.text, each.cited]);

describe("citations as models write them", () => {
  test.each([
    ["Leave is 28 days [1]."],
    ["Leave is 28 days. [1]"],
    ["Leave is 28 days.[1]"],
    ["Leave is 28 days [Source 1]."],
    ["Leave is 28 days【1】."],
    ["Leave is 28 days.【1†source】"],
    ["Leave is 28 days[^1]."],
    ["Leave is 28 days^1."],
    ["Leave is 28 days.^[1]^"],
    ["Leave is 28 days (1)."],
    ["Leave is 28 days. (1)"],
    ["Leave is 28 days (Source 1)."],
    ["Leave is 28 days (see source: 1)."],
    ["Leave is 28 days (Source: [1])."],
    ["Leave is 28 days. Source 1"],
    ["Leave is 28 days. Source: 1"],
    ["Leave is 28 days.¹"],
    ["Leave is 28 days.\n[1]"],
    ["Leave is 28 days. [1]."],
    ["According to source 1, leave is 28 days."],
    ["**Leave** is `28` days [1](http://example.org/?q=1)."],
  ])("%s", (text) => {
    expect(cited(text)).toEqual([["Leave is 28 days.", [1]]]);
  });

  test.each([
    ["Both say so [1][3].", [1, 3]],
    ["Both say so [1, 3].", [1, 3]],
    ["Both say so [1]-[3].", [1, 3]],
    ["Both say so [1-3].", [1, 2, 3]],
    ["Both say so [Source 1, Source 3].", [1, 3]],
    ["Both say so (sources 1 and 3).", [1, 3]],
    ["Both say so.", []],
  ])("%s", (text, numbers) => {
    const [only, ...more] = read(text);
    expect([only?.cited, more]).toEqual([numbers, []]);
  });

  test("figures that are none of a citation stay", () => {
    for (const text of [
      "The hall has 20 m² of floor.",
      "It holds 10^6 rows.",
      "See section (b) of 2024.",
      "Room [4.17] is closed.",
    ])
      expect(read(text)).toMatchObject([{ text, cited: [] }]);
  });

  test("each sentence has its own, also behind the full stop", () => {
    expect(cited("Leave is 28 days. [1] Ask your lead first. [2] Then book it.")).toEqual([
      ["Leave is 28 days.", [1]],
      ["Ask your lead first.", [2]],
      ["Then book it.", []],
    ]);
  });

  test("a list of sources at the end is no claim", () => {
    expect(cited("Leave is 28 days [1].\n\n**Sources:**\n[1] Leave, leave.md")).toEqual([
      ["Leave is 28 days.", [1]],
    ]);
  });
});

describe("what is written is read as text", () => {
  test("items, steps, code and paragraphs keep their form", () => {
    const text = "Do this:\n\n1. Stop it [1]\n2. Start it [1]\n\n```sh\nnpm start\n```\n\nDone. Wait.";
    expect(read(text).map(({ kind, text, opens, ordinal }) => [kind, text, opens, ordinal])).toEqual([
      ["sentence", "Do this:", true, undefined],
      ["item", "Stop it", true, 1],
      ["item", "Start it", false, 2],
      ["code", "npm start", true, undefined],
      ["sentence", "Done.", true, undefined],
      ["sentence", "Wait.", false, undefined],
    ]);
  });

  test("images, links, tags and thoughts are no part of it", () => {
    const text =
      "<think>The [2] says\nnothing.</think>\n# Answer\nSee ![x](http://a.example/p.png)the [page](http://a.example) <img src=x>now.";
    expect(read(text).map((each) => each.text)).toEqual(["See the page now."]);
  });
});

test("a sentence is given out when the next one is under way, not at the end", () => {
  const written = new WrittenText();
  expect(written.push("Leave is 28 days. [1")).toEqual([]);
  expect(written.push("] Ask")).toEqual([]);
  expect(written.push(" ")).toMatchObject([{ text: "Leave is 28 days.", cited: [1] }]);
  expect(written.push("your lead. Sources ")).toEqual([]);
  expect(written.push("1 and 2. Then")).toMatchObject([]);
  expect(written.push(" book it.")).toMatchObject([{ text: "Ask your lead.", cited: [1, 2] }]);
});

test("however the text is cut into tokens, the same is read", () => {
  const texts = [
    "Leave is 28 days. [1] Ask your lead (Source 2). Then:\n\n- book it [1]\n- tell your team [1][2]\n\nSources:\n[1] x",
    "According to source 1, leave is 28 days, e.g. in May. It may be carried over.【1】\n```\na\n```\nDone [3].",
    "**One. Two** three (four. Five) [six. Seven](http://x.example/a. B) eight.[1] `Nine. Ten` eleven. Twelve is the last one.",
    "Dr. Meyer approves it. [2]\n[1]\nMail it to a.b@example.org. Call No. 5 first^1. Wait.",
  ];
  fc.assert(
    fc.property(
      fc.constantFrom(...texts),
      fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 3, maxLength: 60 }),
      (text, sizes) => {
        const pieces: string[] = [];
        for (let at = 0, turn = 0; at < text.length; turn++) {
          const size = sizes[turn % sizes.length] as number;
          pieces.push(text.slice(at, at + size));
          at += size;
        }
        expect(read(text, pieces)).toEqual(read(text));
      },
    ),
    { numRuns: 300 },
  );
});
