import type { DraftBlock } from "../canonical/draft.ts";
import { hasHeader } from "../canonical/header-row.ts";
import { LineJoiner } from "../canonical/line-joiner.ts";
import type { Dialect, Item } from "./dialect.ts";
import { joinWrapped, type Wrapping, wrapWidth } from "./hard-wrapped.ts";
import { listItem } from "./list-item.ts";
import { barredRows, isBarred, readRows } from "./rows.ts";

type Part =
  | { readonly kind: "block"; readonly block: DraftBlock }
  | { readonly kind: "lines"; readonly lines: string[] };

/** A longer line is no heading and no item, and marks in longer paragraphs stay: patterns would take too long on them. */
const LONGEST_LINE = 4_000;
const LONGEST_MARKED = 20_000;

/**
 * Plain text as blocks: blank lines and page breaks divide paragraphs; marked or numbered lines are lists; lines of
 * columns between bars are tables.
 */
export function readProse(source: string, dialect: Dialect): DraftBlock[] {
  const lines = source.replace(/^\ufeff/, "").split(/\r\n?|\n/);
  const parts = divide(lines, dialect);
  const paragraphs = parts.flatMap((part) =>
    part.kind === "lines" ? [part.lines.map((it) => it.trim())] : [],
  );
  const width = dialect.joins ? wrapWidth(paragraphs) : undefined;
  const wrapping = { width, joiner: new LineJoiner(lines) };
  const blocks: DraftBlock[] = [];
  for (const part of parts) {
    if (part.kind === "block") blocks.push(part.block);
    else for (const block of blocksOf(part.lines, dialect, wrapping)) append(blocks, block);
  }
  return blocks;
}

function divide(lines: readonly string[], dialect: Dialect): Part[] {
  const parts: Part[] = [];
  let open: string[] = [];
  const close = () => {
    if (open.length > 0) parts.push({ kind: "lines", lines: open });
    open = [];
  };
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? "";
    const isLine = line.length <= LONGEST_LINE;
    const fence = isLine ? dialect.fence?.(line) : undefined;
    if (fence !== undefined) {
      close();
      let end = at + 1;
      while (end < lines.length && !fence.ends(lines[end] ?? "")) end++;
      const inside = lines.slice(at + 1, end);
      if (fence.isComment === true) {
        at = end;
        continue;
      }
      if (fence.isText === true) parts.push(...divide(inside, dialect));
      else {
        const { language } = fence;
        const block = {
          kind: "code",
          text: inside.join("\n"),
          ...(language === undefined ? {} : { language }),
        } as const;
        parts.push({ kind: "block", block });
      }
      at = fence.keepsEnd === true ? end - 1 : end;
      continue;
    }
    const table = isLine ? dialect.table?.(line) : undefined;
    if (table !== undefined) {
      close();
      let end = at + 1;
      while (end < lines.length && !table.ends(lines[end] ?? "")) end++;
      const rows = barredRows(lines.slice(at + 1, end)).map((row) =>
        row.map((cell) => dialect.inline?.(cell) ?? cell),
      );
      parts.push({ kind: "block", block: { kind: "table", headerRows: hasHeader(rows) ? 1 : 0, rows } });
      at = end;
      continue;
    }
    const heading = isLine ? dialect.heading?.(lines, at) : undefined;
    if (heading !== undefined) {
      close();
      const text = dialect.inline?.(heading.text) ?? heading.text;
      parts.push({ kind: "block", block: { kind: "heading", level: heading.level, text } });
      at += heading.lines - 1;
      continue;
    }
    // Pages end where they end: in the middle of a line, too.
    for (const [index, piece] of line.split("\f").entries()) {
      if (index > 0) close();
      if (piece.trim() === "") close();
      else {
        const said = dialect.line === undefined || !isLine ? piece : dialect.line(piece);
        if (said !== undefined) open.push(said);
      }
    }
  }
  close();
  return parts;
}

function* blocksOf(lines: readonly string[], dialect: Dialect, wrapping: Wrapping): Generator<DraftBlock> {
  for (const { isTable, lines: run } of divideTables(lines)) {
    const rows = isTable ? readRows(run) : undefined;
    if (rows === undefined) yield* textBlocks(run, dialect, wrapping);
    else {
      const cells = rows.rows.map((row) => row.map((cell) => dialect.inline?.(cell) ?? cell));
      yield { kind: "table", headerRows: rows.headerRows, rows: cells };
    }
  }
}

/** A table needs no blank line around it. */
function divideTables(lines: readonly string[]): { isTable: boolean; lines: string[] }[] {
  const runs: { isTable: boolean; lines: string[] }[] = [];
  for (const line of lines) {
    const isTable = isBarred(line);
    const last = runs.at(-1);
    if (last?.isTable === isTable) last.lines.push(line);
    else runs.push({ isTable, lines: [line] });
  }
  return runs;
}

function* textBlocks(lines: readonly string[], dialect: Dialect, wrapping: Wrapping): Generator<DraftBlock> {
  const inline = (text: string) => (text.length > LONGEST_MARKED ? text : (dialect.inline?.(text) ?? text));
  const itemOf = dialect.item ?? (dialect.joins ? listItem : () => undefined);
  const items: { item: Item; lines: string[] }[] = [];
  const before: string[] = [];
  for (const line of lines) {
    const item = line.length <= LONGEST_LINE ? itemOf(line) : undefined;
    const last = items.at(-1);
    if (item !== undefined) items.push({ item, lines: [item.text] });
    else if (last === undefined) before.push(line);
    else last.lines.push(line.trim());
  }
  if (before.length > 0) yield { kind: "paragraph", text: inline(paragraphOf(before, dialect, wrapping)) };
  if (items.length > 0) {
    yield {
      kind: "list",
      ordered: items[0]?.item.ordered ?? false,
      items: items.map(({ item, lines }) => {
        const text = lines.reduce((said, line) => wrapping.joiner.join(said, line));
        return { text: inline(text), depth: item.depth };
      }),
    };
  }
}

function paragraphOf(lines: readonly string[], dialect: Dialect, wrapping: Wrapping): string {
  const trimmed = lines.map((line) => line.trim());
  // Quoted mail, columns of figures and code keep their lines.
  const isLaidOut = lines.some((line) => /^\s*[>|]/.test(line) || /\S(?:\t| {3,})\S/.test(line));
  const indents = new Set(lines.slice(1).map((line) => /^\s*/.exec(line)?.[0].length ?? 0));
  return dialect.joins && !isLaidOut && indents.size < 2
    ? joinWrapped(trimmed, wrapping)
    : trimmed.join("\n");
}

/** Items with blank lines between them are one list. */
function append(blocks: DraftBlock[], block: DraftBlock): void {
  const last = blocks.at(-1);
  if (block.kind === "list" && last?.kind === "list" && last.ordered === block.ordered)
    last.items.push(...block.items);
  else blocks.push(block);
}
