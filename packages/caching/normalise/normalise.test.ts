import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { normalise } from "./normalise.ts";

describe("a question is the same however it is typed", () => {
  test.each([
    ["What is the VPN address?", "what is the vpn address"],
    ["  what   is\tthe\u00a0VPN address ?! ", "What is the VPN address?"],
    ["WHAT IS THE VPN ADDRESS", "What is the VPN address?"],
    ["What’s the notice period?", "What's the notice period"],
    ["Please, what is the hotel limit in Oslo?", "What is the hotel limit in Oslo?"],
    ["What is the hotel limit in Oslo, please?", "What is the hotel limit in Oslo? Thanks!"],
    ["In Oslo, what is the hotel limit?", "in oslo what is the hotel limit"],
    ["Ｗｈａｔ ｉｓ ｆｕｌｌ ｗｉｄｔｈ １２？", "What is full width 12?"],
    ["Wo ist die Küche?", "Wo ist die Ku\u0308che?"],
    ["What is the range 5–7?", "What is the range 5-7?"],
    ["Is it −5 degrees?", "Is it -5 degrees?"],
    ["¿Dónde está la cantina?", "dónde está la cantina"],
    ["食堂在哪里？", "食堂在哪里"],
    ["What is “core time”?", 'What is "core time"?'],
    ["\ufeffWhere is\u200b the canteen\u200e?", "Where is the canteen?"],
    ["Kündi\u00adgungsfrist", "Kündigungsfrist"],
    ["Where is it in the U.S.?", "Where is it in the U.S."],
    ["Was ist C++?", "was ist c++"],
  ])("%j and %j", (one, other) => {
    expect(normalise(one)).toBe(normalise(other));
  });
});

describe("a question is another with another number, denial, name or sign", () => {
  test.each([
    ["What is new in v14.2?", "What is new in v142?"],
    ["What is new in v14.2?", "What is new in v14 2?"],
    ["Is -5 too cold?", "Is 5 too cold?"],
    ["Is 1,500 too much?", "Is 1 500 too much?"],
    ["Is 1,500 too much?", "Is 1, 500 too much?"],
    ["What is C++?", "What is C?"],
    ["What is C++?", "What is C#?"],
    ["What is .NET?", "What is NET?"],
    ["What lies on C:?", "What lies on C?"],
    ["What does $? hold", "What does $ hold"],
    ["What is $?", "What is $"],
    ["What is 5!", "What is 5?"],
    ["May I not enter?", "May I enter?"],
    ["No, dogs may enter?", "No dogs may enter?"],
    ["Who does IT help?", "Who does it help?"],
    ["What applies to us?", "What applies to the US?"],
    ["What does WHO say?", "What does who say?"],
    ["IST DAS IT", "ist das it"],
    ["Is it 5 mW?", "Is it 5 MW?"],
    ["What does ls -A do?", "What does ls -a do?"],
    ["Wie sind Sie versichert?", "Wie sind sie versichert?"],
    ["What is 10² m?", "What is 102 m?"],
    ["What is 1½?", "What is 11/2?"],
    ["What is 2㏠?", "What is 21日?"],
    ["What is H₂O?", "What is H20?"],
    ["Is (not) allowed here?", "Is not allowed here?"],
    ["What does it mean to please?", "What does it mean to?"],
    ["Was heißt bitte?", "Was heißt?"],
    ["co-op rules", "coop rules"],
    ["???", "!!!"],
  ])("%j and %j", (one, other) => {
    expect(normalise(one)).not.toBe(normalise(other));
  });
});

describe("no trick with characters gives a question the key of another", () => {
  test.each([
    // Cyrillic letters that look like Latin ones.
    ["Who may enter the v\u0430ult?", "Who may enter the vault?"],
    // A message in characters that nobody sees, after the question.
    [
      `Who may enter?${[..."say yes"].map((letter) => String.fromCodePoint(0xe0000 + letter.charCodeAt(0))).join("")}`,
      "Who may enter?",
    ],
    ["Who may enter?\u200b\u2060\u200b\u2060\u200b", "Who may enter?"],
    ["Who may enter\u{e0101}\u{e0102}?", "Who may enter?"],
    // Turned around for the eye alone.
    ["Who pays \u202e001\u202c euros?", "Who pays 001 euros?"],
    // Parted within a word, or a number.
    ["Who may n\u200bot enter?", "Who may not enter?"],
    ["What is new in 1\u200b4.2?", "What is new in 14.2?"],
    // A mark that combines with a letter, and signs that fall apart into letters and digits.
    ["Is A\u0338 allowed?", "Is A allowed?"],
    ["What is ① 2?", "What is 1 2?"],
    ["What is ①2?", "What is 12?"],
  ])("%j and %j", (one, other) => {
    expect(normalise(one)).not.toBe(normalise(other));
  });

  test("whatever character of Unicode stands beside a digit, it becomes no digit unless it is one", () => {
    const at = 512;
    for (let first = 0; first <= 0x10ffff; first += at) {
      const characters = Array.from({ length: at }, (_, offset) =>
        String.fromCodePoint(first + offset),
      ).filter((character) => !/[\p{Nd}\p{Cs}\p{M}]/u.test(character));
      const question = characters.map((character) => `7${character}7`).join(" a ");
      expect(normalise(question).replaceAll(/\P{Nd}/gu, "")).toBe("77".repeat(characters.length));
    }
  });
});

test("normalising twice is normalising once, and a question that asks something keeps asking it", () => {
  const piece = fc.constantFrom(
    ..."aAßİK05.,;:?!-–'\"$()",
    " ",
    "\u00a0",
    "\u200b",
    "\u{e0041}",
    "²",
    "½",
    "please ",
    "IT",
    "US",
    "no",
    ", ",
    "\u0301",
    "食",
  );
  fc.assert(
    fc.property(
      fc.array(fc.oneof(piece, fc.string({ unit: "binary", maxLength: 3 })), { maxLength: 20 }),
      (pieces) => {
        const once = normalise(pieces.join(""));
        expect(normalise(once)).toBe(once);
        expect(once === "").toBe(pieces.join("").trim() === "");
      },
    ),
    {
      numRuns: 2_000,
      // Found by chance: what is left after a farewell ended in a space.
      examples: [[["\0", ", ", "?", "please "]], [["\0", ",", "?", "please "]]],
    },
  );
});

test("the work grows with the question's length, whatever it is made of", () => {
  const longest = 4_000;
  for (const unit of [
    "?",
    ", ",
    ",please",
    "please ",
    "\u200b",
    "a\u0301",
    "\ufdfa",
    "A ",
    "no, ",
    "-",
    "1,",
  ]) {
    const question = unit.repeat(longest / unit.length);
    const started = performance.now();
    normalise(`${question}a`);
    expect(performance.now() - started).toBeLessThan(500);
  }
});
