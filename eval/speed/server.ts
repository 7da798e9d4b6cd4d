import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Status } from "@footnote/contracts";
import type { LoopDelay } from "./loop-delay.ts";

const ENTRY = join(import.meta.dirname, "../../services/cli/footnote.js");
/** What footnote.js tells the system of memory, which it leaves to whoever starts it with a channel, as this does. */
const MEMORY_GIVEN_BACK = { MALLOC_MMAP_THRESHOLD_: "262144", MALLOC_TRIM_THRESHOLD_: "262144" };
const LOOP_DELAY = pathToFileURL(join(import.meta.dirname, "loop-delay.ts")).href;

export interface Server {
  readonly url: string;
  /** Of the process that serves: those that read files are below it. */
  readonly pid: number;
  status(): Promise<Status>;
  /** Resolves when nothing is queued and so many documents are live: soon after the start nothing is queued yet. */
  settled(live: number): Promise<Status>;
  search(query: string): Promise<{ document: string; key: string; text: string }[]>;
  /** How long its serving thread answered nothing, since this was last asked. */
  loopDelay(): Promise<LoopDelay>;
  close(): Promise<void>;
}

/** A Footnote in a process of its own, as its users run it. */
export async function startServer(
  data: string,
  bucket: string,
  folder: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<Server> {
  const child = spawn(
    process.execPath,
    [
      "--import",
      LOOP_DELAY,
      ENTRY,
      "up",
      "--data",
      data,
      "--bucket",
      `${bucket}=${folder}`,
      "--port",
      "0",
      "--json",
    ],
    {
      stdio: ["ignore", "pipe", "inherit", "ipc"],
      env: { ...process.env, ...MEMORY_GIVEN_BACK, ...environment },
    },
  );
  const url = await new Promise<string>((resolve, reject) => {
    let out = "";
    child.stdout?.on("data", (chunk: Buffer) => {
      out += chunk.toString();
      if (out.includes("\n")) resolve((JSON.parse(out) as { url: string }).url);
    });
    child.once("exit", () => reject(new Error("Footnote ended at start.")));
  });
  const server: Server = {
    url,
    pid: child.pid ?? 0,
    status: async () => (await (await fetch(`${url}/api/status`)).json()) as Status,
    async settled(live) {
      for (;;) {
        const status = await server.status();
        if (status.documents.queued === 0 && status.documents.live >= live) return status;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    },
    async search(query) {
      const response = await fetch(`${url}/api/search`, {
        method: "POST",
        // One that was kept open may be closed by now: the one before may have taken long.
        headers: { "Content-Type": "application/json", Connection: "close" },
        body: JSON.stringify({ question: query }),
      });
      if (!response.ok) throw new Error(await response.text());
      return ((await response.json()) as { results: { document: string; key: string; text: string }[] })
        .results;
    },
    async loopDelay() {
      child.send("loop delay");
      return (await once(child, "message"))[0] as LoopDelay;
    },
    close: () =>
      new Promise((resolve) => {
        child.once("exit", () => resolve());
        child.kill("SIGTERM");
      }),
  };
  return server;
}
