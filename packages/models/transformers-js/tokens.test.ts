import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MODEL } from "./model.ts";
import { countingByWord, openTokenCounter, openTokenizer } from "./tokens.ts";

const tokenizer = await openTokenizer();
const counter = await openTokenCounter(MODEL.tokenizer.name);
const truth = (text: string) => tokenizer.tokenize(text).length;

const piece = fc.oneof(
  { weight: 4, arbitrary: fc.string({ unit: "grapheme-ascii", maxLength: 30 }) },
  { weight: 4, arbitrary: fc.string({ unit: "binary", maxLength: 20 }) },
  { weight: 2, arbitrary: fc.string({ unit: "grapheme", maxLength: 20 }) },
  // Every white space that Unicode and JavaScript know, and what only looks like it.
  fc.constantFrom(
    " ",
    "  ",
    "\t",
    "\r\n",
    "\n\n",
    "\v",
    "\f",
    "\u0085",
    "\u00a0",
    "\u2003",
    "\u2028",
    "\u3000",
    "\ufeff",
    "\u200b",
    "\u00ad",
  ),
  fc.constantFrom(
    "文書管理",
    "文\u0301書の管理㐀䶿一鿿",
    "一".repeat(250),
    "한국어",
    "naïve",
    "e\u0301té",
    "ΟΔΟΣ",
    "Straße",
    "İstanbul",
    "👩‍👩‍👧",
    "\u0301",
    "\ud800",
    "\ufffd",
    "\0",
  ),
  fc.constantFrom("[SEP]", "[CLS]", "a[MASK]b", "don't", "3.14", "U.S.", "well-known", "##ing"),
  fc.integer({ min: 90, max: 300 }).map((length) => "antidisestablishment".repeat(15).slice(0, length)),
);
const text = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(""));

describe("the token counter", () => {
  it("counts what the model's own tokenizer counts, for any text", () => {
    fc.assert(
      fc.property(text, (sample) => counter.count(sample) === truth(sample)),
      { numRuns: 3_000 },
    );
  });

  it("counts two texts apart as it counts them together", () => {
    fc.assert(
      fc.property(text, text, (a, b) => counter.count(a) + counter.count(b) === counter.count(`${a} ${b}`)),
      { numRuns: 500 },
    );
  });

  it("counts without the special tokens at both ends", () => {
    expect(counter.count("")).toBe(0);
    expect(counter.count("Employees earn leave.")).toBe(4);
  });

  it("asks the tokenizer once per word, however often the word occurs", () => {
    let asked = 0;
    const counting = countingByWord(() => ++asked && 1);
    expect(counting.count("to be or not to be")).toBe(6);
    expect(asked).toBe(4);
  });

  it("forgets old words, and still counts right", () => {
    const words = Array.from({ length: 120_000 }, (_, i) => `w${i}`);
    const counting = countingByWord((word) => word.length);
    const lengths = words.reduce((sum, word) => sum + word.length, 0);
    expect(counting.count(words.join(" "))).toBe(lengths);
    expect(counting.count(words.join("\n"))).toBe(lengths);
  });
});
