import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { FoundPassage } from "@footnote/client";
import type { Answer, DocumentRow, DocumentText, Status } from "@footnote/contracts";
import { type ConfigurationInput, loadConfiguration } from "@footnote/runtime";
import { newDatabase } from "../../packages/store/testing/new-database.ts";
import { up } from "../../services/cli/commands/up.ts";

/** A real Footnote on a port of its own: real store, model, parser and folder; spoken to over HTTP. */
export interface TestFootnote {
  readonly url: string;
  readonly data: string;
  /** Folder of the bucket "docs". */
  readonly folder: string;
  put(key: string, content: string | Uint8Array): Promise<void>;
  /** Waits until nothing is queued. */
  settle(): Promise<Status>;
  status(): Promise<Status>;
  documents(): Promise<DocumentRow[]>;
  /** The id of the document of that key; empty where there is none. */
  documentOf(key: string): Promise<string>;
  documentText(document: string, query?: Record<string, string | number>): Promise<DocumentText>;
  search(query: string): Promise<FoundPassage[]>;
  ask(question: string): Promise<Answer>;
  /** Stops and starts it again on the same data, with the same settings or new ones; `meanwhile` runs while it is down. */
  restart(meanwhile: () => Promise<void>, settings?: Settings): Promise<void>;
  close(): Promise<void>;
}

/** What a test configures beside the bucket "docs". */
export interface Settings extends Omit<ConfigurationInput, "data" | "buckets" | "listen"> {
  readonly chunking?: NonNullable<ConfigurationInput["buckets"]>[number]["chunking"];
}

export async function startFootnote(
  files: Readonly<Record<string, string | Uint8Array>> = {},
  settings: Settings = {},
): Promise<TestFootnote> {
  const root = await mkdtemp(join(tmpdir(), "footnote-test-"));
  const folder = join(root, "docs");
  const data = join(root, "data");
  await mkdir(folder);
  await newDatabase(join(data, "postgres"));
  const put = async (key: string, content: string | Uint8Array) => {
    await mkdir(dirname(join(folder, key)), { recursive: true });
    await writeFile(join(folder, key), content);
  };
  for (const [key, content] of Object.entries(files)) await put(key, content);
  const start = ({ chunking, ...others }: Settings) =>
    up(
      loadConfiguration({
        environment: {},
        directory: root,
        overrides: {
          log: "error",
          ...others,
          data,
          buckets: [{ name: "docs", folder, ...(chunking && { chunking }) }],
          listen: { port: 0 },
        },
      }),
    );
  let held = settings;
  let running = await start(held);
  const get = async <Body>(path: string): Promise<Body> => {
    const response = await fetch(running.url + path);
    if (!response.ok) throw new Error(`${path}: ${await response.text()}`);
    return (await response.json()) as Body;
  };
  const post = (path: string, body: object) =>
    fetch(running.url + path, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
  const footnote: TestFootnote = {
    get url() {
      return running.url;
    },
    data,
    folder,
    put,
    status: () => get("/api/status"),
    documents: async () => (await get<{ documents: DocumentRow[] }>("/api/documents?limit=100")).documents,
    documentOf: async (key) => (await footnote.documents()).find((row) => row.key === key)?.document ?? "",
    documentText: (document, query = {}) =>
      get(
        `/api/documents/${document}?${new URLSearchParams(Object.entries(query).map(([key, value]): [string, string] => [key, String(value)]))}`,
      ),
    search: async (question) =>
      ((await (await post("/api/search", { question })).json()) as { results: FoundPassage[] }).results,
    async ask(question) {
      const events = (await (await post("/api/answer", { question })).text()).split("\n\n");
      const answer = events.find((event) => event.startsWith("event: answer"));
      if (answer === undefined) throw new Error(events.join("\n"));
      return JSON.parse(answer.slice(answer.indexOf("data: ") + "data: ".length)) as Answer;
    },
    settle: () =>
      eventually(
        () => footnote.status(),
        (status) => status.documents.queued === 0,
      ),
    async restart(meanwhile, changed = held) {
      await running.close();
      await meanwhile();
      held = changed;
      running = await start(held);
    },
    async close() {
      await running.close();
      await rm(root, { recursive: true, force: true });
    },
  };
  await running.settled();
  return footnote;
}

/** Asks again until the answer is as expected. How long that may take is the test's own time limit. */
export async function eventually<Value>(
  ask: () => Promise<Value>,
  expected: (value: Value) => boolean,
): Promise<Value> {
  for (;;) {
    const value = await ask();
    if (expected(value)) return value;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
