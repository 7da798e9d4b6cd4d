import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { BeirDataset } from "@footnote/evaluation";

const EXTENSION = ".html";

/** Writes a labelled set's documents as files of a bucket. HTML keeps any text exactly, with three characters escaped. */
export async function writeCorpus(dataset: BeirDataset, bucket: string): Promise<number> {
  await mkdir(bucket, { recursive: true });
  const escaped = (text: string) =>
    text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  let documents = 0;
  for await (const { id, title, text } of dataset.corpus()) {
    const html = `<!doctype html><title>${escaped(title)}</title><p>${escaped(text)}</p>\n`;
    await writeChanged(join(bucket, `${encodeURIComponent(id)}${EXTENSION}`), html);
    documents += 1;
  }
  return documents;
}

/** A file that was written anew would be read and compared anew. */
async function writeChanged(file: string, content: string): Promise<void> {
  const before = await readFile(file, "utf8").catch(() => undefined);
  if (before !== content) await writeFile(file, content);
}

/** The document that a file of such a bucket was written from. */
export function idOf(key: string): string {
  return decodeURIComponent(key.slice(0, -EXTENSION.length));
}
