import fc from "fast-check";
import { expect, test } from "vitest";
import { lexeme, lexemes } from "./lexemes.ts";

test("each term becomes one word of ASCII letters, and no two the same", () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.stringMatching(/^[^\s]{1,12}$/u), { maxLength: 20 }), (terms) => {
      // Half a surrogate pair is no text.
      const texts = terms.filter((term) => term.isWellFormed());
      expect(texts.every((term) => /^[a-z]+$/.test(lexeme(term)))).toBe(true);
      expect(new Set(texts.map(lexeme)).size).toBe(texts.length);
    }),
  );
  expect(lexemes(["harbour", "4.17", "zzz"])).toBe(
    "harbour zzdecobdbdh zzhkhkhk".replace("decobdbdh", "deco" + "dbdh"),
  );
});
