import { FootnoteError } from "@footnote/contracts";
import { expect, test } from "vitest";
import { troubleOf } from "./trouble.ts";

test("a network failure says that Footnote cannot be reached, what Footnote refuses keeps its words", () => {
  expect(troubleOf(new TypeError("Failed to fetch")).what).toBe("Footnote cannot be reached.");
  const refused = new FootnoteError("overloaded", "Busy.", { action: "Wait." });
  expect(troubleOf(refused)).toEqual({ what: "Busy.", action: "Wait.", code: "overloaded" });
});
