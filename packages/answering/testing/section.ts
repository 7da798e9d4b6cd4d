import type { Block, Section } from "@footnote/contracts";

/**
 * A section from a few lines of markup, so that tests can be read: "# " before a heading, "- " or "1. " before items,
 * cells between " | " with "---" below a header row, "$ " before each line of code, all else paragraphs, "**" around one that is bold.
 */
export function sectionOf(markup: string, offset = 0): Section {
  const blocks: Block[] = [];
  const texts: string[] = [];
  let at = offset;
  for (const source of markup.split("\n\n")) {
    const { block, text } = blockOf(source.split("\n"), at);
    blocks.push(block);
    texts.push(text);
    at += text.length + 2;
  }
  const text = texts.join("\n\n");
  return { start: offset, end: offset + text.length, text, blocks };
}

function blockOf(lines: readonly string[], start: number): { block: Block; text: string } {
  const [first = ""] = lines;
  const heading = /^(#+) /.exec(first);
  if (heading) {
    const text = first.slice(heading[0].length);
    return {
      block: { kind: "heading", level: heading[1]?.length ?? 1, start, end: start + text.length },
      text,
    };
  }
  if (/^(?:-|\d+\.) /.test(first)) {
    const { spans, text, end } = lay(
      lines.map((line) => line.replace(/^\s*(?:-|\d+\.) /, "")),
      "\n",
      start,
    );
    const items = spans.map((span, index) => ({ ...span, depth: /^\s/.test(lines[index] ?? "") ? 1 : 0 }));
    return { block: { kind: "list", ordered: /^\d/.test(first), items, start, end }, text };
  }
  if (first.includes(" | ")) {
    const headerRows = Math.max(0, lines.indexOf("---"));
    const { spans, text, end } = lay(
      lines.filter((line) => line !== "---"),
      "\n",
      start,
    );
    const rows = spans.map((span) => {
      const cells = text.slice(span.start - start, span.end - start).split(" | ");
      return { ...span, cells: lay(cells, " | ", span.start).spans };
    });
    return { block: { kind: "table", headerRows, rows, start, end }, text };
  }
  const bold = /^\*\*(.+)\*\*$/.exec(first)?.[1];
  if (bold !== undefined) {
    const span = { start, end: start + bold.length };
    return { block: { kind: "paragraph", ...span, marks: [{ kind: "bold", ...span }] }, text: bold };
  }
  const isCode = first.startsWith("$ ");
  const text = lines.map((line) => (isCode ? line.slice(2) : line)).join("\n");
  return { block: { kind: isCode ? "code" : "paragraph", start, end: start + text.length }, text };
}

function lay(parts: readonly string[], between: string, start: number) {
  let at = start;
  const spans = parts.map((part) => {
    const span = { start: at, end: at + part.length };
    at = span.end + between.length;
    return span;
  });
  const text = parts.join(between);
  return { spans, text, end: start + text.length };
}
