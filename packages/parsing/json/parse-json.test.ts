import { expect, test } from "vitest";
import { outlineOf, parse, refusal } from "../testing/parse.ts";

const read = async (value: unknown) => outlineOf(await parse("a.json", JSON.stringify(value)));

test("an object is a list of what it says, then headings for what it holds", async () => {
  const parsed = await parse(
    "data/boat.json",
    '{"boat":"Petrel","crew":{"skipper":"Ann","mates":["Bob","Cy"]},"safe":true,"motor":null,"spare":[]}',
  );
  expect(parsed).toMatchObject({ title: "boat.json", format: "json" });
  expect(outlineOf(parsed)).toEqual([
    "ul boat: Petrel / safe: true / motor: null / spare: []",
    "h1 crew",
    "ul skipper: Ann",
    "h2 mates",
    "ul Bob / Cy",
  ]);
});

test("records are a table, whatever fields each of them has", async () => {
  expect(await read([{ a: "x", b: 1 }, { b: 2, c: null }, { c: "z" }])).toEqual([
    "table1 a | b | c / x | 1 |  /  | 2 |  /  |  | z",
  ]);
  expect(
    await read([
      ["a", 1],
      ["b", 2],
    ]),
  ).toEqual(["table0 a | 1 / b | 2"]);
});

test("what is no table is told apart by its name or number", async () => {
  expect(await read([{ name: "Petrel", crew: ["Ann"] }, { crew: ["Bob"] }, "alone"])).toEqual([
    "h1 Petrel",
    "ul name: Petrel",
    "h2 crew",
    "ul Ann",
    "h1 2",
    "h2 crew",
    "ul Bob",
    "h1 3",
    "p alone",
  ]);
});

test("text of several lines keeps them", async () => {
  expect(await read({ body: "One\nline.\n\nAnother." })).toEqual(["h1 body", "p One\nline.", "p Another."]);
});

test("numbers are read as they are written", async () => {
  const parsed = await parse("a.json", "[12345678901234567890, 1.10, 1e400]");
  expect(outlineOf(parsed)).toEqual(["ul 12345678901234567890 / 1.10 / 1e400"]);
});

test("JSON Lines are records, whatever the file is called", async () => {
  const lines = '{"a":"x"}\r\n\r\n{"a":"y"}\n';
  for (const key of ["a.jsonl", "a.ndjson", "a.json"]) {
    expect(outlineOf(await parse(key, lines))).toEqual(["table1 a / x / y"]);
  }
  expect((await refusal("a.jsonl", '{"a":1}\n{"a":')).message).toContain("its line 2 is not valid JSON");
});

test("what is not JSON is damaged, and what nests without end is refused before it is read", async () => {
  expect((await refusal("a.json", "{a: 1}")).message).toMatch(/not valid JSON: .*position/);
  for (const brackets of [
    ["[", "]"],
    ['{"a":', "}"],
    ["[", ""],
  ] as const) {
    const deep = brackets[0].repeat(1_000_000) + brackets[1].repeat(1_000_000);
    const problem = await refusal("a.json", deep);
    expect([problem.code, problem.message]).toEqual([
      "file_too_large",
      "Its content is nested more than 100 levels deep.",
    ]);
  }
  expect(await read({ text: `${"[".repeat(200)}\\"` })).toEqual([`ul text: ${"[".repeat(200)}\\"`]);
});

test("records that hardly share a field are listed each with its own, and no table of millions of cells", async () => {
  const records = Array.from({ length: 2_000 }, (_, index) => ({ [`field ${index}`]: index, gone: null }));
  const { text, blocks } = await parse("a.json", JSON.stringify(records));
  expect(text.split("\n").slice(0, 2)).toEqual(["field 0: 0", "field 1: 1"]);
  expect(blocks).toMatchObject([{ kind: "list", items: { length: 2_000 } }]);
});
