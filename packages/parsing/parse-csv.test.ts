import { expect, test } from "vitest";
import { outlineOf, parse, refusal } from "./testing/parse.ts";

const outline = async (csv: string, key = "a.csv") => outlineOf(await parse(key, csv));

test("commas, semicolons and tabs are told apart, also where others stand in the text", async () => {
  expect(await outline("name,price\ntea; green,2\n")).toEqual(["table1 name | price / tea; green | 2"]);
  expect(await outline("name;price\ntea, green;2,50\ncoffee;3,10\n")).toEqual([
    "table1 name | price / tea, green | 2,50 / coffee | 3,10",
  ]);
  expect(await outline("name\tprice\ntea\t2\n", "a.tsv")).toEqual(["table1 name | price / tea | 2"]);
  expect(await outline("sep=|\r\na|b\r\n1|2")).toEqual(["table1 a | b / 1 | 2"]);
});

test("quoted cells keep delimiters, quotes and lines", async () => {
  expect(await outline('a,b\n"x, ""y""\nz",2')).toEqual(['table1 a | b / x, "y" z | 2']);
});

test("rows of numbers have no header, nor does a lone row", async () => {
  expect(await outline("2023,4\n2024,5")).toEqual(["table0 2023 | 4 / 2024 | 5"]);
  expect(await outline("a,b")).toEqual(["table0 a | b"]);
});

test("rows of different lengths and a single column are read", async () => {
  expect(await outline("a,b,c\n1\n1,2,3,4")).toEqual(["table1 a | b | c / 1 / 1 | 2 | 3 | 4"]);
  expect(await outline("only\none\n")).toEqual(["table1 only / one"]);
});

test("a hundred thousand rows are one table", async () => {
  const table = await parse(
    "a.csv",
    `id,name\n${Array.from({ length: 100_000 }, (_, id) => `${id},n${id}`).join("\n")}`,
  );
  expect(table.blocks).toHaveLength(1);
  const [block] = table.blocks;
  const last = block?.kind === "table" ? block.rows.at(-1) : undefined;
  expect(table.text.slice(last?.start, last?.end)).toBe("99999 | n99999");
});

test("an open quotation mark is told as what it is", async () => {
  const problem = await refusal("a.csv", 'a,b\n"never closed,2\n');
  expect(problem.code).toBe("file_corrupt");
  expect(problem.message).toContain("quotation mark");
});

test("what a program writes above a table stands above it", async () => {
  expect(await outline("Report of fees;;\nGenerated 2027-03-04\n\nCode;Fee;Note\nA1;10;x\nA2;20;y")).toEqual([
    "p Report of fees",
    "p Generated 2027-03-04",
    "table1 Code | Fee | Note / A1 | 10 | x / A2 | 20 | y",
  ]);
});
