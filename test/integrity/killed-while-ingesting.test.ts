import { type ChildProcess, spawn } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Readable } from "node:stream";
import { CANARY_KEY, type DocumentRow } from "@footnote/contracts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openPgliteClient } from "../../packages/store/pglite/client.ts";
import { broken } from "./crash/inspect.ts";

const ENTRY = join(import.meta.dirname, "../../services/cli/footnote.js");
const KILLS = Number(process.env.KILLS ?? 50);
const SEED = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31));

/** Mulberry32: small, and the same sequence on every machine. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A document of one to about eighty chunks, so that kills also fall between the batches of one version. */
function content(key: string, revision: number, random: () => number): string {
  const sections = random() < 0.1 ? 80 : 1 + Math.floor(random() * 4);
  const parts = Array.from(
    { length: sections },
    (_, section) =>
      `## Part ${section} of ${key}\n\nRevision ${revision} of ${key}, part ${section}: ${"the tide comes and goes. ".repeat(1 + Math.floor(random() * 20))}`,
  );
  return `# ${key}\n\n${parts.join("\n\n")}\n`;
}

describe(`R2, R3, R8: killed ${KILLS} times while it ingests (SEED=${SEED})`, () => {
  const random = randomFrom(SEED);
  let root: string;
  let folder: string;
  let running: { child: ChildProcess; url: string } | undefined;
  /** What the folder holds, and what was acknowledged over HTTP. */
  const files = new Map<string, string>();
  const acknowledged = new Set<string>();

  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), "footnote-killed-"));
    folder = join(root, "docs");
    await mkdir(folder);
    for (let index = 0; index < 40; index++) await put(`start/${index}.md`, 0);
  });
  afterAll(async () => {
    running?.child.kill("SIGKILL");
    await rm(root, { recursive: true, force: true });
  });

  async function put(key: string, revision: number): Promise<void> {
    const text = content(key, revision, random);
    await mkdir(dirname(join(folder, key)), { recursive: true });
    await writeFile(join(folder, key), text);
    files.set(key, text);
  }

  function spawnFootnote(data: string): ChildProcess & { stdout: Readable } {
    return spawn(
      process.execPath,
      [ENTRY, "up", "--data", data, "--bucket", `docs=${folder}`, "--port", "0", "--json"],
      {
        env: { PATH: process.env.PATH, HOME: root, FOOTNOTE_LOG: "error" },
        stdio: ["ignore", "pipe", "inherit"],
      },
    ) as ChildProcess & { stdout: Readable };
  }

  async function start(data: string): Promise<{ child: ChildProcess; url: string }> {
    const child = spawnFootnote(data);
    const url = await new Promise<string>((resolve, reject) => {
      let out = "";
      child.stdout.on("data", (chunk: Buffer) => {
        out += chunk.toString();
        if (out.includes("\n")) resolve((JSON.parse(out) as { url: string }).url);
      });
      child.once("exit", (code, signal) => reject(new Error(`It ended at start: ${code ?? signal}`)));
    });
    return { child, url };
  }

  async function kill(child: ChildProcess): Promise<void> {
    const gone = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGKILL");
    await gone;
  }

  /** One change by whoever owns the folder, or one upload; an upload counts once it was acknowledged. */
  async function disturb(url: string, round: number): Promise<void> {
    const keys = [...files.keys()];
    const some = keys[Math.floor(random() * keys.length)] ?? "start/0.md";
    const dice = random();
    if (dice < 0.3) return put(some, round);
    if (dice < 0.4 && keys.length > 20) {
      await rm(join(folder, some));
      files.delete(some);
      acknowledged.delete(some);
      return;
    }
    if (dice < 0.6) return put(`new/${round}-${keys.length}.md`, round);
    const key = `uploads/${round}-${keys.length}.md`;
    const text = content(key, round, random);
    const response = await fetch(`${url}/api/buckets/docs/objects/${key}`, {
      method: "PUT",
      body: text,
    }).catch(() => undefined);
    if (response?.status === 201) {
      files.set(key, text);
      acknowledged.add(key);
    } else await rm(join(folder, key), { force: true });
  }

  const documents = async (url: string): Promise<DocumentRow[]> => {
    const all: DocumentRow[] = [];
    let after: string | null = "";
    while (after !== null) {
      const page = (await (
        await fetch(`${url}/api/documents?limit=100${after === "" ? "" : `&after=${after}`}`)
      ).json()) as { documents: DocumentRow[]; next: string | null };
      all.push(...page.documents);
      after = page.next;
    }
    return all;
  };

  async function settled(url: string, keys: number): Promise<DocumentRow[]> {
    for (;;) {
      const rows = await documents(url);
      if (rows.length === keys && rows.every((row) => row.state === "live")) return rows;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }

  /** Live is not yet tidy: what the old versions left is archived after them, and a comparison does what a kill prevented. */
  async function tidy(url: string): Promise<void> {
    const headers = { "Content-Type": "application/json" };
    const response = await fetch(`${url}/api/reconcile`, {
      method: "POST",
      headers,
      body: JSON.stringify({ dryRun: false }),
    });
    expect(response.status).toBe(200);
  }

  /**
   * What is searched, and what must never be seen. Which earlier contents a process met before it was killed is chance, so
   * what is kept of them is only held to be whole.
   */
  async function stored(data: string): Promise<{ chunks: unknown[]; sections: unknown[]; broken: string[] }> {
    const client = await openPgliteClient(join(data, "postgres"));
    const canaries = (
      await client.query<{ id: string }>("SELECT id FROM document WHERE key = $1", [CANARY_KEY])
    ).map(({ id }) => id);
    const chunks = await client.query(
      "SELECT id, document, version, ordinal, start_at, end_at, page, text, embedding_key FROM chunk WHERE document <> ALL($1) ORDER BY id",
      [canaries],
    );
    const sections = await client.query(
      "SELECT document, version, start_at, end_at, terms FROM section WHERE document <> ALL($1) ORDER BY 1, 2, 3, 4",
      [canaries],
    );
    const rows = { chunks, sections, broken: await broken(client) };
    await client.close();
    return rows;
  }

  test("nothing acknowledged is lost, no file stays half-indexed, and the rows are those of one clean run", {
    timeout: 3_600_000,
  }, async () => {
    console.log(`SEED=${SEED} KILLS=${KILLS}`);
    const data = join(root, "data");
    for (let round = 1; round <= KILLS; round++) {
      running = await start(data);
      const known = new Map((await documents(running.url)).map((row) => [row.key, row.state]));
      for (const key of acknowledged)
        expect(known.has(key), `${key} was acknowledged and is not known in round ${round}`).toBe(true);
      const end = Date.now() + random() * 2_000;
      while (Date.now() < end) {
        await disturb(running.url, round);
        await new Promise((resolve) => setTimeout(resolve, random() * 200));
      }
      await kill(running.child);
    }
    running = await start(data);
    const survived = await settled(running.url, files.size);
    await tidy(running.url);
    await kill(running.child);

    const clean = join(root, "clean");
    running = await start(clean);
    const expected = await settled(running.url, files.size);
    await tidy(running.url);
    await kill(running.child);

    const essence = (rows: readonly DocumentRow[]) =>
      rows.map(({ key, version, title, chunks, state }) => ({ key, version, title, chunks, state }));
    expect(essence(survived)).toEqual(essence(expected));
    expect(survived.map((row) => row.key).sort()).toEqual([...files.keys()].sort());
    const rows = await stored(data);
    expect(rows.chunks.length).toBeGreaterThan(files.size);
    expect(rows.broken).toEqual([]);
    expect(rows).toEqual(await stored(clean));
  });
});
