import { expect, test } from "vitest";
import { cleanCode, cleanLine, cleanLines, cleanText } from "./clean.ts";

test("what no store takes and nobody reads is gone", () => {
  expect(cleanText("a\0b\u0007c\ud800d\ufeffe\u00adf\u202eg\u200bh")).toBe("abc\ufffddefgh");
});

test("characters that look the same and are searched for as one are one", () => {
  expect(cleanText("ﬁsh e\u0301 well\u2011known")).toBe("fish \u00e9 well-known");
});

test("every way to end a line is one", () => {
  expect(cleanText("a\r\nb\rc\u2028d\fe")).toBe("a\nb\nc\nd\ne");
});

test("a line has single spaces, lines have no blank ones between, code keeps its indentation", () => {
  expect(cleanLine(" a\u00a0 b\n\tc ")).toBe("a b c");
  expect(cleanLines(" a  b \n \n  c ")).toBe("a b\nc");
  expect(cleanCode("\n\n  a  \n\n\tb \n")).toBe("  a\n\n\tb");
});
