import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

export const SAMPLE = join(import.meta.dirname, "..", "quality", "handbook");

/** The Markdown files of a folder, in their order, without front matter. */
export async function readMarkdown(folder: string): Promise<string[]> {
  const names = await readdir(folder, { recursive: true });
  const texts = [];
  for (const name of names.filter((name) => name.endsWith(".md")).sort())
    texts.push((await readFile(join(folder, name), "utf8")).replace(/^---\n.*?\n---\n/s, "").trim());
  return texts;
}
