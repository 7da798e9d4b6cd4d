import { describe, expect, test } from "vitest";
import { DEFAULT_LIMITS, limitsOf } from "../limits.ts";
import { buildWord, paragraph, run } from "../testing/build-word.ts";
import { parse } from "../testing/parse.ts";
import { assemble } from "./assemble.ts";
import type { DraftBlock } from "./draft.ts";
import { CLOSING_MARK, openingMark } from "./mark-up.ts";

/** Each mark as it is read: what it is, what it marks, and where it leads. */
async function looks(key: string, content: string | Uint8Array): Promise<string[]> {
  const { text, blocks } = await parse(key, content);
  return blocks.flatMap(({ marks = [] }) =>
    marks.map((mark) =>
      [mark.kind, text.slice(mark.start, mark.end), ...(mark.kind === "link" ? [mark.href] : [])].join(" | "),
    ),
  );
}

describe("how words look is kept beside the text, which it changes nothing of", () => {
  test("in Markdown: paragraphs, headings, items and cells", async () => {
    const source =
      "# The **old** pier\n\nUse  **the\nlong   boat**, `tidectl --now` and [the **form**](https://x.test/a).\n\n- [rules](../rules.md#tide)\n- plain\n\n| A | B |\n|---|---|\n| `x` | **y** |\n";
    expect(await looks("a.md", source)).toEqual([
      "bold | old",
      "bold | the long boat",
      "code | tidectl --now",
      "link | the form (https://x.test/a) | https://x.test/a",
      "bold | form",
      "link | rules | ../rules.md#tide",
      "code | x",
      "bold | y",
    ]);
    const { text } = await parse("a.md", source);
    expect(text).toBe(
      "The old pier\n\nUse the long boat, tidectl --now and the form (https://x.test/a).\n\nrules\nplain\n\nA | B\nx | y",
    );
  });

  test("in web pages, also around what is composed, unseen or spaced", async () => {
    expect(
      await looks(
        "a.html",
        "<p>a <b> bold </b> <strong></strong>b<kbd>Ctrl</kbd>\u200b <b>caf\u0065</b>\u0301 <a href='https://x.test'><div>block</div></a></p>",
      ),
    ).toEqual([]);
    expect(await looks("a.html", "<p>a <b> bold </b> <strong></strong>b<kbd>Ct\u00adrl</kbd></p>")).toEqual([
      "bold | bold",
      "code | Ctrl",
    ]);
  });

  test("in Word documents: bold runs and links", async () => {
    const body = paragraph(
      `${run("Mind ")}${run("the tide", "<w:b/>")}${run(" and ")}<w:hyperlink r:id="l">${run("the chart", "<w:b/>")}</w:hyperlink>${run(".")}`,
    );
    const word = buildWord(body, { addresses: { l: "https://x.test/chart" } });
    expect((await parse("a.docx", word)).text).toBe("Mind the tide and the chart (https://x.test/chart).");
    expect(await looks("a.docx", word)).toEqual([
      "bold | the tide",
      "link | the chart (https://x.test/chart) | https://x.test/chart",
    ]);
  });
});

test.each([
  "javascript:alert(1)",
  " java\nscript:alert(1)",
  "data:text/html,x.md",
  "file:///etc/passwd.txt",
  "//evil.test/a.md",
  "/rooted/a.md",
  "#part",
  "?a.md",
  "ftp://x.test/a.md",
  "page-without-extension",
  `x${".a#".repeat(10)}\nx`,
])("a link to %s is none", async (address) => {
  expect(await looks("a.html", `<p>See <a href="${address}">this</a>.</p>`)).toEqual([]);
});

test("characters that parsers mark with are no text, and mark nothing that a file could not mark itself", async () => {
  const forged = `a\ufde0b\ufde4c\ufde2${"\ufdd6\ufdda".repeat(3)}\ufde3d\ufde4\ufde4\ufde4e`;
  for (const key of ["a.md", "a.html", "a.txt", "a.csv"]) {
    const { text, title } = await parse(key, key.endsWith(".html") ? `<p>${forged}</p>` : forged);
    expect(text).toBe("abcde");
    expect(title).toBe(key);
  }
  expect((await looks("a.md", forged)).filter((look) => look.startsWith("link"))).toEqual([]);
});

test("an item or a cell with more marked words than are kept is read all the same", () => {
  const text = `${openingMark({ kind: "bold" })}a${CLOSING_MARK} `.repeat(130_000);
  const list: DraftBlock = { kind: "list", ordered: false, items: [{ text, depth: 0 }] };
  const table: DraftBlock = { kind: "table", headerRows: 0, rows: [[text, "b"]] };
  for (const block of [list, table]) {
    const draft = { title: undefined, blocks: [block] };
    const { blocks } = assemble("markdown", "a.md", draft, limitsOf(text.length, DEFAULT_LIMITS));
    expect(blocks.flatMap(({ marks = [] }) => marks)).toHaveLength(50_000);
  }
});
