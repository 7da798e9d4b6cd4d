import { FootnoteError } from "@footnote/contracts";
import { expect, test } from "vitest";
import { LANGUAGES } from "../../packages/parsing/code/languages.ts";
import { detectFormat } from "../../packages/parsing/detect.ts";
import { ACCEPTED, formatName } from "../../packages/web/src/documents/upload/formats.ts";

const bytes = new TextEncoder().encode("Some text.\n");

/** The format, or the error code where the content is not what the name says. */
function outcomeOf(extension: string): string {
  try {
    return detectFormat(`a${extension}`, bytes);
  } catch (error) {
    if (error instanceof FootnoteError) return error.code;
    throw error;
  }
}

test("every kind of file that the page offers to choose is one that is read, with a name for people", () => {
  for (const extension of ACCEPTED.split(",")) {
    const outcome = outcomeOf(extension);
    expect([extension, outcome]).not.toEqual([extension, "file_unsupported"]);
    if (!outcome.startsWith("file_")) expect(formatName(outcome)).not.toBe(outcome);
  }
});

test("every kind of source code that is read can be chosen on the page", () => {
  const accepted = new Set(ACCEPTED.split(","));
  expect(Object.keys(LANGUAGES).filter((extension) => !accepted.has(`.${extension}`))).toEqual([]);
});
