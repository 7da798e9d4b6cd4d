import type { ReadingNote } from "@footnote/contracts";
import type { DraftBlock, DraftDocument } from "../canonical/draft.ts";
import { readFragment } from "../html/parse-html.ts";
import { parseMarkdown } from "../markdown/parse-markdown.ts";
import { corrupt } from "../problems.ts";

type Json = Readonly<Record<string, unknown>>;

/**
 * A Jupyter notebook (https://nbformat.readthedocs.io): its prose, its code, and what the code printed.
 * @throws FootnoteError file_corrupt
 */
export function parseNotebook(source: string): DraftDocument {
  const notebook = readNotebook(source);
  const kernel =
    asObject(asObject(notebook.metadata).kernelspec).language ??
    asObject(asObject(notebook.metadata).language_info).name;
  const language = typeof kernel === "string" ? kernel : "python";
  const worksheets = asArray(notebook.worksheets).flatMap((sheet) => asArray(asObject(sheet).cells));
  const blocks: DraftBlock[] = [];
  let pictures = 0;
  for (const cell of [...asArray(notebook.cells), ...worksheets].map(asObject)) {
    const text = textOf(cell.source ?? cell.input);
    if (cell.cell_type === "markdown") blocks.push(...parseMarkdown(text).blocks);
    else if (cell.cell_type === "heading")
      blocks.push({ kind: "heading", level: Number(cell.level) || 1, text });
    else if (cell.cell_type === "code") blocks.push({ kind: "code", text, language });
    else blocks.push({ kind: "paragraph", text });
    for (const output of asArray(cell.outputs).map(asObject)) {
      const read = outputBlocks(output);
      if (read === undefined) pictures++;
      else blocks.push(...read);
    }
  }
  const notes: ReadingNote[] = pictures === 0 ? [] : [{ kind: "pictures", count: pictures }];
  return { title: undefined, blocks, notes };
}

/** Undefined for one that is only a picture or a program. */
function outputBlocks(output: Json): DraftBlock[] | undefined {
  const data = { ...output, ...asObject(output.data) } as Json;
  if (data["text/markdown"] !== undefined) return parseMarkdown(textOf(data["text/markdown"])).blocks;
  const html = data["text/html"];
  if (html !== undefined && /<table/i.test(textOf(html))) return readFragment(textOf(html));
  const plain = [data.text, data["text/plain"], data["text/latex"]]
    .map(textOf)
    .find((it) => it.trim() !== "");
  const error = typeof output.ename === "string" ? `${output.ename}: ${textOf(output.evalue)}` : undefined;
  const isPicture = Object.keys(data).some((type) => type.startsWith("image/"));
  const text = plain ?? error;
  if (text === undefined) return isPicture ? undefined : [];
  // What a library calls its picture says nothing: <Figure size 640x480 with 1 Axes>.
  if (isPicture && /^<[^>]*>$/.test(text.trim())) return undefined;
  return [{ kind: "code", text }];
}

function readNotebook(source: string): Json {
  try {
    return asObject(JSON.parse(source.replace(/^\ufeff/, "")));
  } catch (error) {
    throw corrupt("notebook", "it is not valid JSON.", error);
  }
}

function textOf(value: unknown): string {
  return Array.isArray(value)
    ? value.filter((it) => typeof it === "string").join("")
    : typeof value === "string"
      ? value
      : "";
}

function asArray(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function asObject(value: unknown): Json {
  return typeof value === "object" && value !== null ? (value as Json) : {};
}
