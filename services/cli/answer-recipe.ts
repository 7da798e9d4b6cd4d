import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** Whose code decides what is found, and what is said of it. */
const PACKAGES = ["analysis", "answering", "models", "retrieval", "service-query"];

/**
 * A hash of what makes answers beside the documents: the settings, and the code itself, so that nobody has to raise a number
 * when a prompt or a rule changes. Some 300 files are read for it, which takes 20 ms.
 */
export async function answerRecipe(settings: unknown): Promise<string> {
  const hash = createHash("sha256").update(JSON.stringify(settings));
  for (const name of PACKAGES) {
    const folder = dirname(fileURLToPath(import.meta.resolve(`@footnote/${name}`)));
    const files = (await readdir(folder, { recursive: true })).filter((file) => file.endsWith(".ts")).sort();
    for (const file of files.filter((file) => !file.endsWith(".test.ts") && !file.includes("node_modules")))
      hash.update(file).update(await readFile(join(folder, file)));
  }
  return hash.digest("hex").slice(0, 32);
}
