import type { Block, ParsedDocument, Span } from "@footnote/contracts";
import fc from "fast-check";

/** A block as a test writes it down; its place in the text follows from the order. */
export type Written =
  | { readonly kind: "heading"; readonly level: number; readonly text: string }
  | { readonly kind: "paragraph" | "code"; readonly text: string; readonly page?: number }
  | {
      readonly kind: "list";
      readonly items: readonly (string | { readonly depth: number; readonly text: string })[];
    }
  | { readonly kind: "table"; readonly headerRows: 0 | 1; readonly rows: readonly (readonly string[])[] };

/** Lays blocks out as parsers do: joined by blank lines, rows and items one line each, cells joined by " | ". */
export function documentOf(title: string, written: readonly Written[]): ParsedDocument {
  let text = "";
  const write = (part: string): Span => {
    const start = text.length;
    text += part;
    return { start, end: text.length };
  };
  const separated = <Part, Place>(
    parts: readonly Part[],
    separator: string,
    place: (part: Part) => Place,
  ): Place[] =>
    parts.map((part, position) => {
      if (position > 0) write(separator);
      return place(part);
    });
  const blocks = separated(written, "\n\n", (each): Block => {
    const start = text.length;
    switch (each.kind) {
      case "heading":
        return { kind: "heading", level: each.level, ...write(each.text) };
      case "paragraph":
        return {
          kind: "paragraph",
          ...write(each.text),
          ...(each.page !== undefined && { page: each.page }),
        };
      case "code":
        return { kind: "code", ...write(each.text) };
      case "list": {
        const items = separated(each.items, "\n", (item) =>
          typeof item === "string"
            ? { depth: 0, ...write(item) }
            : { depth: item.depth, ...write(item.text) },
        );
        return { kind: "list", ordered: false, items, start, end: text.length };
      }
      case "table": {
        const rows = separated(each.rows, "\n", (row) => {
          const rowStart = text.length;
          const cells = separated(row, " | ", write);
          return { cells, start: rowStart, end: text.length };
        });
        return { kind: "table", headerRows: each.headerRows, rows, start, end: text.length };
      }
    }
  });
  return { title, text, blocks, format: "text", notes: [] };
}

const word = fc.oneof(
  {
    weight: 30,
    arbitrary: fc.constantFrom("the", "leave", "policy", "an", "employee", "requests,", "security", "of"),
  },
  {
    weight: 4,
    arbitrary: fc.constantFrom("ends.", "Dr.", "e.g.", "why?", "3.", "done:", "“quoted.”", "naïve", "(see)"),
  },
  { weight: 3, arbitrary: fc.string({ unit: "binary", maxLength: 12 }) },
  { weight: 2, arbitrary: fc.string({ unit: "grapheme", maxLength: 12 }) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      "管理规定适用于所有员工。包括临时工，",
      "ภาษาไทยไม่มีช่องว่าง",
      "한국어",
      "👩‍👩‍👧😀😀",
      "e\u0301",
      "\ud800",
      "\udc00",
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      "\u00a0",
      "\u0085",
      "\u2028",
      "\u3000",
      "\ufeff",
      "\u200b",
      "\t",
      "   ",
      "\0",
      "\v",
    ),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(
        fc.constantFrom("a", "antidisestablishment", "0", "😀", "x-", "規", "𝐚", "x𝐚"),
        fc.integer({ min: 50, max: 6000 }),
      )
      .map(([unit, length]) => unit.repeat(Math.ceil(length / unit.length))),
  },
);

const words = (maxLength: number) => fc.array(word, { minLength: 1, maxLength }).map((all) => all.join(" "));
const line = (maxLength: number) => words(maxLength).map((text) => text.replace(/[\n\r]/g, " "));
const size = fc.constantFrom(3, 12, 60, 300);

const writtenBlock: fc.Arbitrary<Written> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant("heading" as const),
      level: fc.integer({ min: 1, max: 6 }),
      text: fc.oneof({ weight: 9, arbitrary: line(6) }, { weight: 1, arbitrary: line(300) }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant("paragraph" as const),
      text: size
        .chain((most) => fc.array(line(most), { minLength: 1, maxLength: 3 }))
        .map((lines) => lines.join("\n")),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("code" as const),
      text: fc
        .array(fc.oneof(line(8), line(8), line(200), fc.constant("")), { minLength: 1, maxLength: 40 })
        .map((lines) => lines.map((each, position) => " ".repeat(position % 5) + each).join("\n")),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("list" as const),
      items: size.chain((most) =>
        fc.array(fc.record({ depth: fc.integer({ min: 0, max: 3 }), text: line(most) }), {
          minLength: 1,
          maxLength: 30,
        }),
      ),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("table" as const),
      headerRows: fc.constantFrom(0 as const, 1 as const),
      rows: fc.tuple(fc.integer({ min: 1, max: 8 }), size).chain(([columns, most]) =>
        fc.array(
          fc.array(fc.oneof(fc.constant(""), line(3), line(most)), {
            minLength: columns,
            maxLength: columns,
          }),
          { minLength: 1, maxLength: 20 },
        ),
      ),
    }),
  },
);

/** Documents of every kind of block, with the words that break things: huge, glued, invisible, half of a pair. */
export const anyDocument: fc.Arbitrary<ParsedDocument> = fc
  .tuple(
    fc.oneof(fc.constant("Handbook"), line(6), line(400)).filter((title) => title.trim() !== ""),
    fc.array(writtenBlock, { maxLength: 14 }),
    fc.boolean(),
  )
  .map(([title, written, titled]) =>
    documentOf(title, titled ? [{ kind: "heading", level: 1, text: title }, ...written] : written),
  );
