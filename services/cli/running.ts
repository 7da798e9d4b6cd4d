import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

const FILE = "running.json";

/** Leaves word in the data directory of where the Footnote that uses it listens. */
export async function announce(data: string, url: string): Promise<() => Promise<void>> {
  const path = join(data, FILE);
  const word = JSON.stringify({ url, process: process.pid });
  await writeFile(path, word, { mode: 0o600 });
  return async () => {
    // Of processes that share a store on a server the last one left word.
    if ((await readFile(path, "utf8").catch(() => "")) === word) await rm(path, { force: true });
  };
}

/** The address of the Footnote that uses this data directory, if one answers. */
export async function findRunning(data: string): Promise<string | undefined> {
  let url: unknown;
  try {
    ({ url } = JSON.parse(await readFile(join(data, FILE), "utf8")) as { url: unknown });
    if (typeof url !== "string") return undefined;
    const response = await fetch(`${url}/livez`, { signal: AbortSignal.timeout(2_000) });
    return response.ok ? url : undefined;
  } catch {
    // No word, or word of one that was killed: nobody is running.
    return undefined;
  }
}
