import { describe, expect, it } from "vitest";
import { openChunker } from "../index.ts";
import { documentOf, type Written } from "../testing/documents.ts";
import { bagOfWords } from "../testing/embedder.ts";

const tokens = { count: (text: string) => text.split(/\s+/).filter((word) => word !== "").length };

/** The title takes one token of each chunk. */
async function texts(written: readonly Written[], size = 41, overlap = 0): Promise<string[]> {
  const parts = { tokens, maxTokens: 500, parentTokens: 1_000, embedder: bagOfWords(tokens, 500) };
  const chunker = openChunker({ strategy: "recursive", size, overlap }, parts);
  return (await chunker.chunk(documentOf("Handbook", written))).map(({ text }) => text);
}

const paragraph = (text: string): Written => ({ kind: "paragraph", text });
const sentence = (name: string, length: number) =>
  `${[name, ...Array.from({ length: length - 2 }, (_, at) => `word${at}`)].join(" ")} end.`;

describe("recursive chunks", () => {
  it("end at paragraphs where paragraphs are small enough", async () => {
    const paragraphs = Array.from({ length: 6 }, (_, at) => sentence(`P${at}`, 18));
    expect(await texts(paragraphs.map(paragraph))).toEqual([
      `${paragraphs[0]}\n\n${paragraphs[1]}`,
      `${paragraphs[2]}\n\n${paragraphs[3]}`,
      `${paragraphs[4]}\n\n${paragraphs[5]}`,
    ]);
  });

  it("end at lines where a paragraph is too long, then at sentences, then at words, then between characters", async () => {
    const lines = Array.from({ length: 4 }, (_, at) => `line${at} ${"and more ".repeat(16)}`.trim());
    expect(await texts([paragraph(lines.join("\n"))])).toEqual(lines);
    const sentences = Array.from({ length: 4 }, (_, at) => sentence(`S${at}`, 30));
    expect(await texts([paragraph(sentences.join(" "))])).toEqual(sentences);
    const run = Array.from({ length: 100 }, (_, at) => `w${at}`);
    const byWords = await texts([paragraph(run.join(" "))]);
    expect(byWords).toHaveLength(3);
    expect(byWords.join(" ")).toBe(run.join(" "));
    const word = "😀".repeat(2_000);
    const byCharacters = await texts([paragraph(word)]);
    expect(byCharacters.length).toBeGreaterThan(5);
    expect(byCharacters.join("")).toBe(word);
    for (const piece of byCharacters) expect(piece.isWellFormed()).toBe(true);
  });

  it("begin with the last sentences of the one before, or with its last words where a sentence is too long", async () => {
    const short = Array.from({ length: 24 }, (_, at) => sentence(`S${at}`, 5));
    const overlapping = await texts([paragraph(short.join(" "))], 41, 12);
    expect(overlapping.length).toBeGreaterThan(3);
    overlapping.slice(1).forEach((text, at) => {
      const repeated = text
        .split(/(?<=end\.) /)
        .slice(0, 2)
        .join(" ");
      expect(overlapping[at]?.endsWith(repeated)).toBe(true);
    });
    const long = Array.from({ length: 4 }, (_, at) => sentence(`L${at}`, 25));
    const [, second] = await texts([paragraph(long.join(" "))], 41, 12);
    expect(
      second?.startsWith(
        "word12 word13 word14 word15 word16 word17 word18 word19 word20 word21 word22 end. L1",
      ),
    ).toBe(true);
  });

  it("repeat nothing of another section, nor where a section fits as a whole", async () => {
    const found = await texts(
      [
        paragraph(sentence("Before", 38)),
        { kind: "heading", level: 1, text: "Leave" },
        paragraph(sentence("After", 37)),
      ],
      41,
      12,
    );
    expect(found).toEqual([sentence("Before", 38), sentence("After", 37)]);
  });
});
