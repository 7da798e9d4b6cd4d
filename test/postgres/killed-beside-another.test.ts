import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { openAnalyzer } from "@footnote/analysis";
import type { Lane, RecordedStore } from "@footnote/contracts";
import { openPgStore } from "@footnote/store";
import { afterEach, beforeEach, expect, inject, test } from "vitest";
import { openPgClient } from "../../packages/store/pg/client.ts";
import type { SqlClient } from "../../packages/store/postgres/connection/sql-client.ts";
import { hashEmbedder } from "../integrity/crash/hash-embedder.ts";
import { broken } from "../integrity/crash/inspect.ts";
import { Random } from "../integrity/simulation/random.ts";
import { newDatabase } from "./database.ts";
import type { IngestStart } from "./ingest-process.ts";
import { READER, TENANT } from "./stores.ts";

const PROGRAM = join(import.meta.dirname, "ingest-process.ts");
const LANES: readonly Lane[] = ["change", "backfill", "recognition", "staging"];
const SEED = Number(process.env.SEED ?? Math.floor(Math.random() * 1e9));
/** A lease of a minute, and much more for a machine that is busy: it only turns a wait for nothing into a failure. */
const PATIENCE_MILLISECONDS = 600_000;

let url: string;
let store: RecordedStore;
let sql: SqlClient;
const running = new Set<ChildProcess>();
beforeEach(async () => {
  url = await newDatabase(inject("postgres"));
  const limits = { url, connections: 3, statementMilliseconds: 30_000 };
  store = await openPgStore(limits, {
    models: [hashEmbedder.model],
    analyzer: openAnalyzer(),
    keepMilliseconds: 24 * 60 * 60_000,
  });
  sql = await openPgClient(limits);
});
afterEach(async () => {
  await Promise.all([...running].map(kill));
  await Promise.all([store.close(), sql.close()]);
});

/** Resolves when it watches. */
async function start(...buckets: IngestStart["buckets"]): Promise<ChildProcess> {
  const child = spawn(process.execPath, [PROGRAM, JSON.stringify({ url, buckets })], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  running.add(child);
  const ended = once(child, "exit").then(() => Promise.reject(new Error("The process ended at its start.")));
  await Promise.race([once(child.stdout as NodeJS.ReadableStream, "data"), ended]);
  ended.catch(() => undefined);
  return child;
}

async function kill(child: ChildProcess): Promise<void> {
  running.delete(child);
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill("SIGKILL");
  await ended;
}

/** A folder that people work in. Each revision of a file has a word of its own. */
class Folder {
  readonly path: string;
  readonly words = new Map<string, string>();
  readonly overwritten: string[] = [];
  readonly #name: string;
  #revisions = 0;

  private constructor(name: string, path: string) {
    this.#name = name;
    this.path = path;
  }

  static async make(name: string): Promise<Folder> {
    return new Folder(name, await mkdtemp(join(tmpdir(), "footnote-beside-")));
  }

  get bucket(): IngestStart["buckets"][number] {
    return { name: this.#name, folder: this.path };
  }

  async write(key: string, sections: number): Promise<void> {
    // Letters alone: the parts of an identifier are found, too.
    const number = [...String(++this.#revisions)].map((digit) => "bcdfghjklm"[Number(digit)]).join("");
    const word = `${this.#name}q${number}z`;
    const parts = Array.from(
      { length: sections },
      (_, part) => `## Part ${part}\n\nThe tide of part ${part}, ${word}.`,
    );
    await writeFile(join(this.path, `.${key}.part`), `# ${key}\n\n${parts.join("\n\n")}\n`);
    await rename(join(this.path, `.${key}.part`), join(this.path, key));
    this.#forget(key);
    this.words.set(key, word);
  }

  async delete(key: string): Promise<void> {
    await rm(join(this.path, key));
    this.#forget(key);
  }

  #forget(key: string): void {
    const word = this.words.get(key);
    if (word !== undefined) this.overwritten.push(word);
    this.words.delete(key);
  }
}

async function untilNothingIsDue(...folders: Folder[]): Promise<void> {
  const names = folders.map(({ bucket }) => bucket.name);
  const isDone = async () => {
    const { documents } = await listed();
    const known = documents.filter(({ bucket }) => names.includes(bucket)).length;
    const expected = folders.reduce((sum, { words }) => sum + words.size, 0);
    return known === expected && (await store.catalogue.nextDue(TENANT, names, LANES)) === undefined;
  };
  for (const until = Date.now() + PATIENCE_MILLISECONDS; !(await isDone()); await sleep(200))
    if (Date.now() > until) return;
}

const listed = () => store.passages.documents(READER, { after: undefined, limit: 1_000, state: undefined });

/** How many chunks hold the word. */
async function found(word: string): Promise<number> {
  const reader = await store.passages.resolve(READER);
  const { hits } = await store.index.lexical(reader, word, 300, undefined);
  return hits.length;
}

async function mustBeWhole(folder: Folder, sectionsOf: (key: string) => number): Promise<void> {
  const { documents } = await listed();
  const own = documents.filter(({ bucket }) => bucket === folder.bucket.name);
  expect(Object.fromEntries(own.map(({ key, state }) => [key, state]))).toEqual(
    Object.fromEntries([...folder.words.keys()].map((key) => [key, "live"])),
  );
  // Lost: no chunk. Duplicated: more than once. Torn: some of them.
  for (const [key, word] of folder.words) expect([key, await found(word)]).toEqual([key, sectionsOf(key)]);
  for (const word of folder.overwritten) expect([word, await found(word)]).toEqual([word, 0]);
}

test("R1, R2, R3: of two processes on one bucket either is killed at any moment, and nothing is lost, doubled or torn", {
  timeout: 2 * PATIENCE_MILLISECONDS,
}, async () => {
  console.info(`SEED=${SEED} replays the kills' moments.`);
  const random = new Random(SEED);
  const folder = await Folder.make("shared");
  /** Some are so long that they are written ahead in several transactions. */
  const sectionsOf = (key: string) => (key.startsWith("long") ? 150 : 1);
  const keys = [...Array.from({ length: 12 }, (_, index) => `note-${index}.md`), "long.md"];
  const processes = [await start(folder.bucket), await start(folder.bucket)];
  for (const key of keys) await folder.write(key, sectionsOf(key));
  for (let round = 0; round < 4; round++) {
    await sleep(random.between(0, 1_500));
    const victim = round % 2;
    await kill(processes[victim] as ChildProcess);
    for (const key of keys) if (random.chance(0.4)) await folder.write(key, sectionsOf(key));
    const deleted = random.pick([...folder.words.keys()].filter((key) => key.startsWith("note")));
    if (deleted !== undefined) await folder.delete(deleted);
    await sleep(random.between(0, 500));
    processes[victim] = await start(folder.bucket);
  }
  await kill(processes[0] as ChildProcess);
  await untilNothingIsDue(folder);
  await mustBeWhole(folder, sectionsOf);
  expect(await broken(sql)).toEqual([]);
  await store.catalogue.orphans(TENANT, { repair: true });
  expect(await store.catalogue.orphans(TENANT, { repair: false })).toBe(0);
  await rm(folder.path, { recursive: true });
});

test("of two processes with buckets of their own neither hides, holds up or loses anything of the other's, killed or not", {
  timeout: 2 * PATIENCE_MILLISECONDS,
}, async () => {
  const [one, two] = [await Folder.make("one"), await Folder.make("two")];
  const first = await start(one.bucket);
  await one.write("kept.md", 1);
  await untilNothingIsDue(one);
  const second = await start(two.bucket);
  await mustBeWhole(one, () => 1);
  for (let index = 0; index < 10; index++) {
    await one.write(`${index}.md`, 1);
    await two.write(`${index}.md`, 1);
  }
  await kill(first);
  await one.write("while-it-is-gone.md", 1);
  await untilNothingIsDue(two);
  await mustBeWhole(two, () => 1);
  const kept = one.words.get("kept.md") ?? "";
  expect(await found(kept)).toBe(1);
  await start(one.bucket);
  await untilNothingIsDue(one);
  await mustBeWhole(one, () => 1);
  await mustBeWhole(two, () => 1);
  expect(await broken(sql)).toEqual([]);
  await kill(second);
  for (const { path } of [one, two]) await rm(path, { recursive: true });
});
