import type { Citation, PassageReader } from "@footnote/contracts";
import { expect, test } from "vitest";
import { isVerified } from "./verify.ts";

const reader = { tenant: "one", principals: ["staff"] };
const citation = { document: "d", version: "v1", start: 0, end: 5, quote: "seven" } as Citation;
const part = { blocks: [], text: "seven", citations: [citation] };
const past = new Date(0);

/** A store in which this is live there, and this is what any kept version says. */
function storeWith(live: string | undefined, kept = live): Pick<PassageReader, "texts"> {
  return { texts: async (_, __, of) => [of === "live" ? live : kept] };
}

test("a quote stands word for word in what is live and may be read, or its sentence is not shown", async () => {
  expect(await isVerified(storeWith("seven"), reader, part, undefined)).toBe(true);
  expect(await isVerified(storeWith("eight"), reader, part, undefined)).toBe(false);
  expect(await isVerified(storeWith(undefined), reader, part, undefined)).toBe(false);
});

test("what was replaced while the answer was written is not shown, unless a past moment was asked about", async () => {
  expect(await isVerified(storeWith(undefined, "seven"), reader, part, undefined)).toBe(false);
  expect(await isVerified(storeWith(undefined, "seven"), reader, part, past)).toBe(true);
});

test("what rests on nothing is not shown", async () => {
  expect(await isVerified(storeWith("seven"), reader, { ...part, citations: [] }, undefined)).toBe(false);
});
