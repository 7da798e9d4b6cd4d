import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { toEml, toEpub, toPptx, toXlsx } from "../../../packages/parsing/testing/draft-archives.ts";
import {
  type Part,
  toDocx,
  toHtml,
  toMarkdown,
  toPdf,
} from "../../../packages/parsing/testing/draft-sources.ts";
import { REFERENCE } from "../parsing/measure-folder.ts";
import { OFFICE_DOCUMENTS } from "./office-documents.ts";
import { scannedDocuments } from "./scanned-documents.ts";

const words = (text: string) => text.split(" ");

/** Two documents, written in every format; their references are what they were made from. */
const DRAFTS: Readonly<Record<string, Part[]>> = {
  valves: [
    { kind: "heading", level: 1, words: words("relief valves of the boiler house") },
    { kind: "paragraph", words: words("the main valve opens before the gauge reaches the red mark") },
    { kind: "heading", level: 2, words: words("yearly checks") },
    {
      kind: "list",
      items: [words("close the drain"), words("lift the lever by hand"), words("write down who was there")],
    },
    {
      kind: "table",
      rows: [
        ["valve", "berth", "keeper"],
        ["brass", "north", "whimbrel"],
        ["steel", "south", "avocet"],
      ],
    },
    { kind: "paragraph", words: words("whoever finds a leak rings the duty officer at once") },
  ],
  kitchen: [
    { kind: "heading", level: 1, words: words("kitchen rota") },
    {
      kind: "table",
      rows: [
        ["day", "cook", "dish"],
        ["monday", "smew", "pea soup"],
        ["friday", "teal", "baked fish"],
      ].map((row) => row.map((it) => it.replace(" ", ""))),
    },
    { kind: "heading", level: 2, words: words("closing") },
    { kind: "paragraph", words: words("the last one out turns off the ovens and locks the pantry") },
    { kind: "list", items: [words("keys hang behind the door"), words("lights go out by ten")] },
  ],
};

const WRITERS: Readonly<Record<string, (draft: Part[]) => string | Uint8Array | Promise<Uint8Array>>> = {
  md: toMarkdown,
  html: toHtml,
  docx: toDocx,
  pdf: toPdf,
  xlsx: toXlsx,
  pptx: toPptx,
  epub: toEpub,
  eml: toEml,
};

function referenceOf(draft: readonly Part[]): string {
  const blocks = draft.map((part) => {
    if (part.kind === "table") return part.rows.map((row) => `| ${row.join(" | ")} |`).join("\n");
    return part.kind === "list" ? part.items.map((item) => item.join(" ")).join("\n") : part.words.join(" ");
  });
  return `${blocks.join("\n\n")}\n`;
}

const parsing = join(import.meta.dirname, "..", "parsing");

async function write(
  folder: string,
  name: string,
  file: string | Uint8Array,
  reference: string,
): Promise<void> {
  await mkdir(join(parsing, folder), { recursive: true });
  await writeFile(join(parsing, folder, name), file);
  await writeFile(join(parsing, folder, `${name}${REFERENCE}`), reference);
}

for (const [name, draft] of Object.entries(DRAFTS)) {
  for (const [extension, make] of Object.entries(WRITERS)) {
    await write("documents", `${name}.${extension}`, await make(draft), referenceOf(draft));
  }
}
for (const [name, made] of Object.entries(OFFICE_DOCUMENTS)) await write("documents", name, ...made);
for (const [name, made] of Object.entries(await scannedDocuments())) await write("scans", name, ...made);
