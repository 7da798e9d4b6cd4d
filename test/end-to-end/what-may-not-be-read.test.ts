import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DocumentHistory, DocumentRow } from "@footnote/contracts";
import { type ConfigurationInput, loadConfiguration } from "@footnote/runtime";
import { documentId } from "@footnote/store";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newDatabase } from "../../packages/store/testing/new-database.ts";
import { up } from "../../services/cli/commands/up.ts";
import type { Started } from "../../services/cli/start.ts";
import { eventually } from "./footnote.ts";

const SALARY = "The salary of the new director is 412,345 pounds a year, and the bonus is confidential.";
const SECRETS = /412,345|director|takeover|payroll|broken-secret/i;
/** The bucket's own name, where a sentence or a list could name it. */
const BUCKET = /\bboardroom\b/;
const NOWHERE = documentId("default", "boardroom", "there is no such file.md");

let root: string;
let running: Started;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "footnote-readers-"));
  await mkdir(join(root, "docs"));
  await mkdir(join(root, "boardroom/takeover"), { recursive: true });
  await writeFile(join(root, "docs/leave.md"), "# Leave\n\nEvery employee has 28 days of annual leave.\n");
  await writeFile(join(root, "boardroom/payroll.md"), `# Pay\n\n${SALARY}\n`);
  await writeFile(join(root, "boardroom/takeover/plan.md"), "# Plan\n\nThe takeover is planned for May.\n");
  await writeFile(join(root, "boardroom/broken-secret.pdf"), "no PDF at all");
  await newDatabase(join(root, "data/postgres"));
  // While everybody may read it one sees that all of it was read; then it is only for the board.
  running = await start("everyone");
  await running.settled();
  expect((await ask("POST", "/api/search", { query: question })).text).toContain(SALARY);
  await running.close();
  running = await start("board");
  await running.settled();
});
afterAll(async () => {
  await running.close();
  await rm(root, { recursive: true, force: true });
});

function start(reader: string): Promise<Started> {
  const overrides: ConfigurationInput = {
    log: "silent",
    data: join(root, "data"),
    listen: { port: 0 },
    buckets: [
      { name: "docs", folder: join(root, "docs") },
      { name: "boardroom", folder: join(root, "boardroom"), readers: [reader] },
    ],
    webhooks: [
      {
        name: "board",
        url: "http://127.0.0.1:9/",
        secret: `whsec_${Buffer.alloc(32).toString("base64")}`,
        allowInternal: true,
        principals: [reader],
      },
    ],
  };
  return up(loadConfiguration({ environment: {}, directory: root, overrides: overrides }));
}

interface Got {
  readonly status: number;
  readonly text: string;
}

async function ask(method: string, path: string, body?: object | string): Promise<Got> {
  const response = await fetch(running.url + path, {
    method,
    headers:
      typeof body === "object"
        ? { "Content-Type": "application/json", Accept: "application/json, text/event-stream" }
        : {},
    ...(body === undefined ? {} : { body: typeof body === "object" ? JSON.stringify(body) : body }),
  });
  return { status: response.status, text: await response.text() };
}

async function json<Body>(method: string, path: string, body?: object): Promise<Body> {
  return JSON.parse((await ask(method, path, body)).text) as Body;
}

const payroll = documentId("default", "boardroom", "payroll.md");
const question = "What is the salary of the new director?";
const chat = { model: "footnote-with-sources", messages: [{ role: "user", content: question }] };

/** Where a list goes on behind this file, as a cursor that somebody else was given. */
function behind(key: string): string {
  const place = ["name", "boardroom", key, documentId("default", "boardroom", key)];
  return Buffer.from(JSON.stringify(place)).toString("base64url");
}

function tool(name: string, args: object): object {
  return { jsonrpc: "2.0", id: 1, method: "tools/call", params: { name, arguments: args } };
}

/** Each route that reads or has something done, tried for what may not be read, and beside it for what is not there: both must answer alike. */
const TRIES: Readonly<
  Record<
    string,
    readonly (readonly [path: string, body?: object | undefined, nowhere?: string, bodyOfNowhere?: object])[]
  >
> = {
  "GET /livez": [["/livez"]],
  "GET /readyz": [["/readyz"]],
  "GET /openapi.json": [["/openapi.json"]],
  "GET /openapi": [["/openapi"]],
  "GET /openapi/style.css": [["/openapi/style.css"]],
  "POST /api/search": [["/api/search", { query: question, explain: true, limit: 100 }]],
  "POST /api/answer": [
    ["/api/answer", { question }],
    ["/api/answer", { question, within: ["docs"] }],
  ],
  "GET /v1/models": [["/v1/models"]],
  "GET /models": [["/models"]],
  "GET /v1/models/:id{.+}": [["/v1/models/footnote"]],
  "POST /v1/chat/completions": [["/v1/chat/completions", chat]],
  "POST /chat/completions": [["/chat/completions", chat]],
  "POST /mcp": [
    ["/mcp", tool("search", { query: question, limit: 100 })],
    ["/mcp", tool("ask", { question })],
    ["/mcp", tool("fetch", { id: payroll }), "/mcp", tool("fetch", { id: NOWHERE })],
  ],
  "PUT /api/answers/:answer/feedback": [[`/api/answers/${NOWHERE}/feedback`, { helpful: true }]],
  "DELETE /api/answers/:answer/feedback": [[`/api/answers/${NOWHERE}/feedback`]],
  "GET /api/conversations": [["/api/conversations?holding=salary"]],
  "DELETE /api/conversations": [["/api/conversations"]],
  "GET /api/conversations/:conversation": [[`/api/conversations/${NOWHERE}`]],
  "DELETE /api/conversations/:conversation": [[`/api/conversations/${NOWHERE}`]],
  "PUT /api/conversations/:conversation/share": [[`/api/conversations/${NOWHERE}/share`]],
  "DELETE /api/conversations/:conversation/share": [[`/api/conversations/${NOWHERE}/share`]],
  "GET /api/shared/:token": [[`/api/shared/${NOWHERE}`]],
  "GET /api/cache": [["/api/cache"]],
  "POST /api/cache/explain": [["/api/cache/explain", { question }]],
  "POST /api/cache/calibrate": [["/api/cache/calibrate", { questions: [question, `${question}!`] }]],
  "POST /api/cache/clear": [["/api/cache/clear", {}]],
  "GET /api/unanswered": [["/api/unanswered"]],
  "POST /api/unanswered/settle": [["/api/unanswered/settle", { same: ["0".repeat(32)] }]],
  "GET /api/status": [["/api/status"]],
  "GET /api/documents": [
    ["/api/documents?limit=100"],
    [
      `/api/documents?after=${behind("payroll.md")}`,
      undefined,
      `/api/documents?after=${behind("no such file.md")}`,
    ],
    ["/api/documents?find=payroll", undefined, "/api/documents?find=nothing-like-it"],
    ["/api/documents?within=boardroom/takeover", undefined, "/api/documents?within=nowhere/takeover"],
  ],
  "GET /api/documents/:document/headings": [
    [`/api/documents/${payroll}/headings`, undefined, `/api/documents/${NOWHERE}/headings`],
  ],
  "GET /api/documents/:document/changes": [
    [
      `/api/documents/${payroll}/changes?from=aa&to=bb`,
      undefined,
      `/api/documents/${NOWHERE}/changes?from=aa&to=bb`,
    ],
  ],
  "GET /api/documents/:document/pages/:page": [
    [
      `/api/documents/${payroll}/pages/1?version=aa`,
      undefined,
      `/api/documents/${NOWHERE}/pages/1?version=aa`,
    ],
  ],
  "POST /api/documents/:document/restore": [
    [
      `/api/documents/${payroll}/restore`,
      { version: "aa" },
      `/api/documents/${NOWHERE}/restore`,
      { version: "aa" },
    ],
  ],
  "GET /api/documents/:document/original": [
    [`/api/documents/${payroll}/original`, undefined, `/api/documents/${NOWHERE}/original`],
  ],
  "GET /api/documents/:document": [[`/api/documents/${payroll}`, undefined, `/api/documents/${NOWHERE}`]],
  "GET /api/documents/:document/about": [
    [`/api/documents/${payroll}/about`, undefined, `/api/documents/${NOWHERE}/about`],
  ],
  "GET /api/me": [["/api/me"]],
  "GET /api/start": [["/api/start"]],
  "GET /api/areas": [["/api/areas"]],
  "GET /api/examples": [["/api/examples"]],
  "GET /api/documents/:document/history": [
    [`/api/documents/${payroll}/history`, undefined, `/api/documents/${NOWHERE}/history`],
  ],
  "GET /api/dead-letters": [
    ["/api/dead-letters"],
    [`/api/dead-letters?after=${behind("broken-secret.pdf")}`],
  ],
  "POST /api/dead-letters/replay": [
    ["/api/dead-letters/replay", { documents: [documentId("default", "boardroom", "broken-secret.pdf")] }],
    ["/api/dead-letters/replay", { all: true }],
  ],
  "GET /api/webhooks": [["/api/webhooks"]],
  "GET /api/webhooks/:name/deliveries": [
    ["/api/webhooks/board/deliveries", undefined, "/api/webhooks/nobody/deliveries"],
  ],
  "POST /api/webhooks/:name/replay": [
    ["/api/webhooks/board/replay", { failed: true }, "/api/webhooks/nobody/replay", { failed: true }],
  ],
  "GET /api/quality": [["/api/quality"]],
  "POST /api/quality/reviewed": [["/api/quality/reviewed", { questions: [NOWHERE] }]],
  "GET /api/evaluations": [["/api/evaluations"]],
  "GET /api/freshness": [["/api/freshness"]],
  "GET /api/index": [["/api/index"]],
  "POST /api/index/rebuild": [["/api/index/rebuild", {}]],
  "POST /api/index/verify": [["/api/index/verify", { repair: true }]],
  "GET /api/pipelines": [["/api/pipelines"]],
  "GET /api/language-models": [["/api/language-models"]],
  "POST /api/pipelines/switch": [["/api/pipelines/switch", { force: true, resume: true }]],
  "POST /api/pipelines/rollback": [["/api/pipelines/rollback", {}]],
  "POST /api/reconcile": [
    ["/api/reconcile", { dryRun: true }],
    ["/api/reconcile", { dryRun: false }],
  ],
};
/** They repeat the name of the bucket that was asked for, so that they are tried beside one that is not there, below. */
const BY_BUCKET: readonly string[] = [
  "POST /api/buckets/:bucket/confirm",
  "POST /api/buckets/:bucket/detach",
];

test("S1: no route names, counts or tells what a bucket holds that one may not read", async () => {
  // Unknown to the catalogue yet, so that comparing would name it.
  await writeFile(join(root, "boardroom/takeover/new.md"), "# New takeover\n");
  for (const [route, tries] of Object.entries(TRIES)) {
    const [method = "", pattern = ""] = route.split(" ");
    for (const [path, body, nowhere, bodyOfNowhere] of tries) {
      const got = await ask(method, path, body);
      const said = got.text.replaceAll(question, "");
      expect([pattern, said]).toEqual([pattern, expect.not.stringMatching(SECRETS)]);
      expect([pattern, said]).toEqual([pattern, expect.not.stringMatching(BUCKET)]);
      if (nowhere !== undefined) expect(got).toEqual(await ask(method, nowhere, bodyOfNowhere ?? body));
    }
  }
  expect(await json("POST", "/api/dead-letters/replay", { all: true })).toEqual({ queued: 0 });
  const { buckets } = await json<{ buckets: { bucket: string }[] }>("POST", "/api/reconcile", {
    dryRun: true,
  });
  expect(buckets.map(({ bucket }) => bucket)).toEqual(["docs"]);
});

test("S1: every route that there is was tried", async () => {
  const folder = join(import.meta.dirname, "../../services/query");
  const files = (await readdir(folder, { recursive: true })).filter((name) =>
    /(?:^app|routes[^/]*)\.ts$/.test(name),
  );
  const source = (await Promise.all(files.map((name) => readFile(join(folder, name), "utf8")))).join();
  const routes = [...source.matchAll(/\.(get|post|put|patch|delete)\(\s*"(\/[^"]+)"/g)].map(
    ([, method, path]) => `${method?.toUpperCase()} ${path}`,
  );
  expect(routes.length).toBeGreaterThanOrEqual(Object.keys(TRIES).length);
  expect(routes.filter((route) => !(route in TRIES) && !BY_BUCKET.includes(route))).toEqual([]);
});

test("S1: a bucket that one may not read is as good as none to whoever writes: nothing in it changes", async () => {
  const before = await readFile(join(root, "boardroom/payroll.md"), "utf8");
  for (const key of ["payroll.md", "not-there.md", "takeover/plan.md", ".footnote-canary.md"]) {
    for (const [method, body] of [
      ["PUT", "overwritten"],
      ["DELETE", undefined],
    ] as const) {
      const path = (bucket: string) => `/api/buckets/${bucket}/objects/${encodeURIComponent(key)}`;
      const refused = await ask(method, path("boardroom"), body);
      const nowhere = await ask(method, path("nowhere"), body);
      expect(refused.status).toBe(404);
      expect(refused).toEqual({ ...nowhere, text: nowhere.text.replaceAll("nowhere", "boardroom") });
      expect(refused.text).toContain("Use one of: docs.");
    }
  }
  for (const route of BY_BUCKET) {
    const [method = "", pattern = ""] = route.split(" ");
    const refused = await ask(method, pattern.replace(":bucket", "boardroom"), {});
    const nowhere = await ask(method, pattern.replace(":bucket", "nowhere"), {});
    expect(refused.status).toBe(404);
    expect(refused).toEqual({ ...nowhere, text: nowhere.text.replaceAll("nowhere", "boardroom") });
  }
  expect(await readFile(join(root, "boardroom/payroll.md"), "utf8")).toBe(before);
  expect(existsSync(join(root, "boardroom/not-there.md"))).toBe(false);
  expect(existsSync(join(root, "boardroom/takeover/plan.md"))).toBe(true);
});

test("S1: nobody learns what another bucket says by uploading guesses and looking at what was not embedded again", async () => {
  const upload = async (key: string, text: string) => {
    expect((await ask("PUT", `/api/buckets/docs/objects/${key}`, `# Pay\n\n${text}\n`)).status).toBe(201);
    const document = documentId("default", "docs", key);
    const rows = () => json<{ documents: DocumentRow[] }>("GET", "/api/documents?limit=100");
    await eventually(rows, ({ documents }) =>
      documents.some((row) => row.document === document && row.state === "live"),
    );
    return json<DocumentHistory>("GET", `/api/documents/${document}/history`);
  };
  const right = await upload("guess-1.md", SALARY);
  expect(right.versions[0]).toMatchObject({ chunks: 1, reused: 0 });
  expect(right.identical).toEqual([]);
  expect((await upload("guess-2.md", SALARY.replace("412,345", "398,000"))).versions[0]?.reused).toBe(0);
  // The guard that it would have shown: the same text again, from a document that may be read.
  expect((await upload("guess-3.md", SALARY)).versions[0]?.reused).toBe(1);
});
