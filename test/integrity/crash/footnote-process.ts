import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { CanaryState, DocumentRow } from "@footnote/contracts";
import { COMPILE_CACHE } from "../../support/compile-cache.ts";

const ENTRY = join(import.meta.dirname, "../../../services/cli/footnote.js");
const POLL_MILLISECONDS = 200;

/** A real `footnote up`, as people start it. */
export class FootnoteProcess {
  readonly child: ChildProcess;
  /** Rejects with what it said where it ended before it listened. */
  readonly url: Promise<string>;
  /** What it wrote to standard error, whole. */
  log = "";
  readonly #ended: Promise<void>;

  constructor(
    root: string,
    data: string,
    folder: string,
    options: { readonly uid?: number; readonly environment?: Readonly<Record<string, string>> } = {},
  ) {
    const { uid, environment } = options;
    this.child = spawn(
      process.execPath,
      [ENTRY, "up", "--data", data, "--bucket", `docs=${folder}`, "--port", "0", "--json"],
      {
        cwd: root,
        env: { PATH: process.env.PATH, HOME: root, FOOTNOTE_LOG: "warn", ...COMPILE_CACHE, ...environment },
        stdio: ["ignore", "pipe", "pipe"],
        ...(uid !== undefined && { uid, gid: uid }),
      },
    );
    this.child.stderr?.setEncoding("utf8").on("data", (words: string) => {
      this.log += words;
    });
    this.#ended = new Promise((resolve) => this.child.once("close", () => resolve()));
    this.url = new Promise((resolve, reject) => {
      let out = "";
      this.child.stdout?.on("data", (words: Buffer) => {
        out += words.toString();
        if (out.includes("\n")) resolve((JSON.parse(out) as { url: string }).url);
      });
      void this.#ended.then(() => reject(new Error(this.log)));
    });
    this.url.catch(() => {});
  }

  /** By key; throws where it cannot tell. */
  async documents(): Promise<Map<string, DocumentRow>> {
    const response = await fetch(`${await this.url}/api/documents?limit=100`);
    if (!response.ok) throw new Error(await response.text());
    const { documents } = (await response.json()) as { documents: DocumentRow[] };
    return new Map(documents.map((row) => [row.key, row]));
  }

  async canary(): Promise<CanaryState> {
    const response = await fetch(`${await this.url}/api/freshness`);
    const { buckets } = (await response.json()) as { buckets: { canary: CanaryState }[] };
    return buckets[0]?.canary as CanaryState;
  }

  put(key: string, body: string): Promise<Response> {
    return this.url.then((url) => fetch(`${url}/api/buckets/docs/objects/${key}`, { method: "PUT", body }));
  }

  /** Waits until it holds; the test's own time limit is the patience. Throws where the process ends meanwhile. */
  async until(holds: () => boolean | Promise<boolean>): Promise<void> {
    for (;;) {
      if (this.child.exitCode !== null || this.child.signalCode !== null)
        throw new Error(`It ended: ${this.log}`);
      if (
        await Promise.resolve()
          .then(holds)
          .catch(() => false)
      )
        return;
      await sleep(POLL_MILLISECONDS);
    }
  }

  async ended(): Promise<number | null> {
    await this.#ended;
    return this.child.exitCode;
  }

  async kill(): Promise<void> {
    this.child.kill("SIGKILL");
    await this.#ended;
  }
}
