import { type Chunk, oneLine, type ParsedDocument, type Span, type TokenCounter } from "@footnote/contracts";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ChunkingStrategy, openChunker } from "./index.ts";
import { wronglyCovered } from "./testing/coverage.ts";
import { anyDocument } from "./testing/documents.ts";
import { bagOfWords } from "./testing/embedder.ts";

const perWord = (tokensOf: (word: string) => number): TokenCounter => ({
  count: (text) =>
    text.split(/[ \t\n\r]+/).reduce((sum, word) => sum + (word === "" ? 0 : tokensOf(word)), 0),
});

const counters: Record<string, TokenCounter> = {
  words: perWord(() => 1),
  "four characters": perWord((word) => Math.ceil(word.length / 4)),
  // As BERT's, only worse: parts that touch do not add up, and a word that is too long is one unknown token.
  quirky: perWord((word) => (word.length > 400 ? 1 : Math.ceil(word.length ** 1.5 / 4))),
};

const setting = fc.record({
  document: anyDocument,
  counter: fc.constantFrom(...Object.keys(counters)),
  maxTokens: fc.constantFrom(40, 120, 240),
  parentTokens: fc.constantFrom(300, 1000),
});

interface Case {
  readonly document: ParsedDocument;
  readonly chunks: Chunk[];
  readonly count: (text: string) => number;
  /** In effect, in tokens. */
  readonly size: number;
  readonly overlap: number;
  readonly parent: number;
  /** Whether tokens of parts that touch add up. */
  readonly addsUp: boolean;
  readonly again: () => Promise<Chunk[]>;
}

const holdsFor =
  (strategy: ChunkingStrategy) =>
  async (holds: (given: Case) => void | Promise<void>): Promise<void> => {
    const property = fc.asyncProperty(setting, async ({ document, counter, maxTokens, parentTokens }) => {
      const tokens = counters[counter] as TokenCounter;
      const embedder = bagOfWords(tokens, maxTokens);
      const chunker = openChunker({ strategy }, { tokens, maxTokens, parentTokens, embedder });
      const { size = Number.NaN, overlap = 0, parent = Number.NaN } = chunker.parameters;
      const again = () => chunker.chunk(document);
      const addsUp = counter !== "quirky";
      await holds({
        document,
        chunks: await again(),
        count: tokens.count,
        size,
        overlap,
        parent,
        addsUp,
        again,
      });
    });
    await fc.assert(property, { numRuns: 30 });
  };

/** The titles above an offset, read from the document independently of the chunker. */
function titlesAbove({ title, text, blocks }: ParsedDocument, offset: number): string[] {
  const above: { level: number; title: string }[] = [];
  let headings = 0;
  for (const block of blocks) {
    const heading = oneLine(text.slice(block.start, block.end));
    if (block.start > offset || heading === "") continue;
    if (block.kind !== "heading") continue;
    while (above.length > 0 && (above.at(-1)?.level ?? 0) >= block.level) above.pop();
    above.push({ level: block.level, title: headings++ === 0 && heading === oneLine(title) ? "" : heading });
  }
  return [oneLine(title), ...above.map((each) => each.title)].filter((each) => each !== "");
}

/** What a path may show for a title: the title, or a beginning of it where it is longer than any title. */
const asShown = (title: string, shown: string | undefined) =>
  shown === title || (shown?.endsWith("…") && title.startsWith(shown.slice(0, -1)) && shown.length > 300);

const STRATEGIES = ["structure", "parent-child", "recursive", "fixed", "semantic"] as const;

describe.each(STRATEGIES)("%s chunks of any document", (strategy) => {
  const always = holdsFor(strategy);

  it("hold every character outside headings, exactly once where they do not overlap", async () => {
    await always(({ document, chunks, overlap }) =>
      expect(wronglyCovered(document, chunks, { overlap: overlap > 0 })).toEqual([]),
    );
  });

  it("repeat no more of the one before than they are asked to, and never only that", async () => {
    await always(({ document, chunks, count, overlap, addsUp }) => {
      chunks.forEach(({ start, end }, position) => {
        const before = chunks[position - 1];
        if (before === undefined) return;
        expect(end).toBeGreaterThan(before.end);
        const repeated = document.text.slice(start, Math.max(start, before.end));
        if (addsUp) expect(count(repeated)).toBeLessThanOrEqual(overlap);
      });
    });
  });

  it("come in reading order, numbered, none empty", async () => {
    await always(({ document, chunks }) => {
      let last = -1;
      chunks.forEach(({ ordinal, start, end }, position) => {
        expect(ordinal).toBe(position);
        expect(start).toBeGreaterThan(last);
        expect(document.text.slice(start, end).trim()).not.toBe("");
        last = start;
      });
    });
  });

  it("never take more tokens than the model sees", async () => {
    await always(({ chunks, count, size }) => {
      for (const { indexedText } of chunks) expect(count(indexedText)).toBeLessThanOrEqual(size);
    });
  });

  it("are never boundlessly long, whatever the tokenizer says", async () => {
    await always(({ chunks, size }) => {
      for (const { indexedText } of chunks) expect(indexedText.length).toBeLessThanOrEqual(size * 16 + 2);
    });
  });

  it("show their lead and their span verbatim, and give both to the model whole, below a heading path", async () => {
    await always(({ document, chunks, count, size }) => {
      for (const { start, end, lead, text, indexedText } of chunks) {
        const own = document.text.slice(start, end);
        expect(text).toBe(lead === undefined ? own : `${document.text.slice(lead.start, lead.end)}\n${own}`);
        expect(indexedText.endsWith(`\n${text}`)).toBe(true);
        const path = indexedText.slice(0, -text.length - 1);
        expect(path).not.toBe("");
        expect(count(path)).toBeLessThanOrEqual(size / 2);
      }
    });
  });

  it("carry a lead only from further up, and mostly their own text", async () => {
    await always(({ document, chunks, count, size }) => {
      for (const { start, lead } of chunks) {
        if (lead === undefined) continue;
        expect(lead.start).toBeLessThan(lead.end);
        expect(lead.end).toBeLessThanOrEqual(start);
        expect(count(document.text.slice(lead.start, lead.end))).toBeLessThanOrEqual(size / 2);
      }
    });
  });

  it("name the headings above their beginning", async () => {
    await always(({ document, chunks }) => {
      for (const { start, headingPath } of chunks) {
        const truth = titlesAbove(document, start);
        const inHeading = document.blocks.some(
          (block) => block.kind === "heading" && block.start <= start && start < block.end,
        );
        const expected = inHeading ? truth.slice(0, headingPath.length) : truth;
        expect(headingPath.length).toBe(expected.length);
        expect(expected.filter((title, at) => !asShown(title, headingPath[at]))).toEqual([]);
      }
    });
  });

  it("show the model every heading in full somewhere", async () => {
    await always(({ document, chunks }) => {
      const seen = chunks.map(({ indexedText }) => oneLine(indexedText)).join("\n");
      const uncovered = ({ start, end }: Span) =>
        document.text
          .slice(start, end)
          .split("")
          .some(
            (character, at) =>
              /\S/.test(character) &&
              !chunks.some((chunk) => chunk.start <= start + at && start + at < chunk.end),
          );
      for (const block of document.blocks) {
        if (block.kind !== "heading" || !uncovered(block)) continue;
        expect(seen).toContain(oneLine(document.text.slice(block.start, block.end)));
      }
    });
  });

  it("never begin or end inside a surrogate pair", async () => {
    await always(({ document, chunks }) => {
      const splitsPair = (at: number) =>
        at > 0 && /^[\ud800-\udbff][\udc00-\udfff]$/.test(document.text.slice(at - 1, at + 1));
      for (const { start, end } of chunks)
        expect([splitsPair(start), splitsPair(end)]).toEqual([false, false]);
    });
  });

  it("lie inside their parent, which is of bounded size and shared or apart where chunks do not overlap", async () => {
    await always(({ document, chunks, count, parent: largest, overlap, addsUp }) => {
      let last = { start: -1, end: -1 };
      for (const { start, end, parent } of chunks) {
        expect(parent.start).toBeLessThanOrEqual(start);
        expect(parent.end).toBeGreaterThanOrEqual(end);
        const tokens = count(document.text.slice(parent.start, parent.end));
        if (addsUp) expect(tokens).toBeLessThanOrEqual(largest);
        if (overlap === 0 && (parent.start !== last.start || parent.end !== last.end))
          expect(parent.start).toBeGreaterThanOrEqual(last.end);
        last = parent;
      }
    });
  });

  it("come out the same each time", async () => {
    await always(async ({ chunks, again }) => expect(await again()).toEqual(chunks));
  });
});
