import type { AnswerBlock, TextRun } from "@footnote/contracts";

/** The blocks as a terminal shows them, and as Markdown reads them: "- " before an item, cells between "|". */
export function plainText(blocks: readonly AnswerBlock[]): string {
  return blocks.map(textOf).join("\n\n");
}

function textOf(block: AnswerBlock): string {
  switch (block.kind) {
    case "paragraph":
      return wordsOf(block.runs);
    case "list": {
      let number = block.first;
      const items = block.items.map(({ runs, depth }) => {
        const bullet = block.ordered && depth === 0 ? `${number++}.` : "-";
        return `${"   ".repeat(depth)}${bullet} ${wordsOf(runs)}`;
      });
      return [...items, ...left(block.more, "item")].join("\n");
    }
    case "table": {
      const header = block.header.map(rowOf);
      const rule = block.header.at(-1)?.map(() => "---");
      return [
        ...header,
        ...(rule === undefined ? [] : [rowOf(rule)]),
        ...block.rows.map(({ cells }) => rowOf(cells)),
        ...left(block.more, "row"),
      ].join("\n");
    }
    case "code":
      return `\`\`\`${block.language ?? ""}\n${block.text}\n\`\`\``;
  }
}

function wordsOf(runs: readonly TextRun[]): string {
  return runs
    .map(({ text }) => text)
    .join("")
    .trim();
}

function rowOf(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
}

function left(more: number, what: string): string[] {
  return more === 0 ? [] : [`(${more} more ${what}${more === 1 ? "" : "s"} in the document)`];
}
