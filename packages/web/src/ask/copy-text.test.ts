import { expect, test } from "vitest";
import { copyText } from "./copy-text.ts";

test("a copied answer names its question, and each part's sources below", () => {
  const citation = {
    document: "d",
    bucket: "handbook",
    key: "people/leave.md",
    title: "Leave",
    version: "v1",
    headingPath: ["Leave", "Carry-over"],
    page: 3,
    writtenAt: "2026-03-01T12:00:00.000Z",
    start: 0,
    end: 4,
    places: [],
    quote: "Five",
  };
  const text = copyText("How many days?", {
    parts: [
      { text: "- five\n- six", blocks: [], footnotes: [1, 2] },
      { text: "Ask.", blocks: [], footnotes: [2] },
    ],
    footnotes: [citation, { ...citation, headingPath: [], page: null }],
  });
  const changed = `(handbook/people/leave.md, changed ${new Date(citation.writtenAt).toLocaleDateString(undefined, { dateStyle: "medium" })})`;
  expect(text).toBe(
    `How many days?\n\n- five\n- six [1] [2]\n\nAsk. [2]\n\n[1] Leave: Carry-over, page 3 ${changed}\n[2] Leave: Leave ${changed}`,
  );
});
