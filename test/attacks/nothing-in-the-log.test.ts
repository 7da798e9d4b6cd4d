import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Status } from "@footnote/contracts";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type CommandLine, openCommandLine } from "../end-to-end/command-line.ts";
import { eventually } from "../end-to-end/footnote.ts";

/** Words that stand nowhere else, so that they are found wherever they leak to. */
const DOCUMENT = "zephyrsalary";
const QUESTION = "quaggaquestion";
const KEY = "sk-live-T9x4Qm7LpW2vZr8K";
const PARAMETER = "uRlPaRaMeTeR5521";

/** Each fails in another way, and holds the word where its parser stumbles. */
const FILES: Readonly<Record<string, string | Uint8Array>> = {
  "fine.md": `# Fine\n\nThe ${DOCUMENT} is 412,345 pounds.\n`,
  "broken.json": `{"a": ${DOCUMENT}}`,
  "short.json": DOCUMENT,
  "lines.jsonl": `{"a":1}\n{"a": ${DOCUMENT}\n`,
  "broken.csv": `name,pay\n"${DOCUMENT}"x,1\n"${DOCUMENT},2\n`,
  "front.md": `---\ntitle: [${DOCUMENT}\nother: {${DOCUMENT}: &a *b}\n---\n\nText with ${DOCUMENT}.\n`,
  "broken.pdf": `%PDF-1.7\n1 0 obj <</Type /${DOCUMENT} (${DOCUMENT})>> endobj\ntrailer <</Root 1 0 R>>\nstartxref\n0\n%%EOF\n`,
  "broken.docx": `PK\u0003\u0004 ${DOCUMENT}`,
  "broken.eml": `Content-Type: multipart/mixed; boundary="${DOCUMENT}"\n\n--${DOCUMENT}\nContent-Transfer-Encoding: base64\n\n@@${DOCUMENT}\n`,
  "broken.html": `<p>${DOCUMENT}<![CDATA[<!DOCTYPE ${DOCUMENT}`,
  "binary.txt": Buffer.concat([Buffer.from(DOCUMENT), Buffer.alloc(100, 0)]),
};

let root: string;
let commands: CommandLine;
let server: Server;
let address: string;
/** What the model server answers; it repeats all that it was sent, as frameworks do. */
let status = 401;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "footnote-words-"));
  commands = openCommandLine(root);
  server = createServer(async (request, response) => {
    let body = "";
    for await (const piece of request) body += piece;
    const authorization = request.headers.authorization ?? "";
    const base64 = Buffer.from(authorization).toString("base64");
    const said = { url: request.url, body, authorization, base64, start: authorization.slice(0, 20) };
    response.writeHead(status, { "Content-Type": "application/json" });
    response.end(
      JSON.stringify({ error: { message: JSON.stringify(said), code: body, type: "invalid_api_key" } }),
    );
  }).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  await mkdir(join(root, "docs"));
  for (const [name, content] of Object.entries(FILES)) await writeFile(join(root, "docs", name), content);
});
afterEach(async () => {
  commands.close();
  server.closeAllConnections();
  server.close();
  await rm(root, { recursive: true, force: true });
});

const environment = (log: string) => ({
  FOOTNOTE_LOG: log,
  FOOTNOTE_EMBEDDING_PROVIDER: "openai-compatible",
  FOOTNOTE_EMBEDDING_BASE_URL: `${address}/v1?api-key=${PARAMETER}`,
  FOOTNOTE_EMBEDDING_MODEL: "m",
  FOOTNOTE_EMBEDDING_DIMENSIONS: "8",
  FOOTNOTE_EMBEDDING_MAX_TOKENS: "512",
  FOOTNOTE_EMBEDDING_API_KEY: KEY,
});

/** The secret itself, its beginning, and what base64 makes of it. */
function expectNoSecret(said: string): void {
  for (const secret of [KEY, PARAMETER]) {
    const base64 = Buffer.from(secret).toString("base64").replace(/=*$/, "");
    for (const form of [secret, secret.slice(0, 10), secret.slice(-10), base64.slice(0, 12)])
      expect(said).not.toContain(form);
  }
}

test.each([401, 400, 503])(
  "no log says what a document, a question or a key says, though the model server repeats them with %i",
  {
    timeout: 240_000,
  },
  async (answered) => {
    status = answered;
    const args = ["--data", join(root, "data"), "--bucket", `docs=${join(root, "docs")}`];
    const running = commands.footnote(["up", ...args, "--port", "0"], environment("debug"));
    const url = await eventually(
      async () => /http\S+/.exec(running.out())?.[0],
      (found) => found !== undefined,
    );
    const statusNow = async () => (await (await fetch(`${url}/api/status`)).json()) as Status;
    const { problems } = await eventually(
      statusNow,
      ({ documents, problems: all }) => documents.queued === 0 && all.some(({ key }) => key === "fine.md"),
    );
    expect(problems.length).toBeGreaterThan(4);
    const problemBodies: string[] = [JSON.stringify(problems)];
    for (const path of ["/api/search", "/api/answer", "/v1/chat/completions"]) {
      const body =
        path === "/api/search"
          ? { query: QUESTION }
          : path === "/api/answer"
            ? { question: QUESTION }
            : { model: "footnote", messages: [{ role: "user", content: QUESTION }] };
      const headers = { "Content-Type": "application/json" };
      problemBodies.push(
        await (await fetch(url + path, { method: "POST", headers, body: JSON.stringify(body) })).text(),
      );
    }
    const said = [await commands.footnote(["status", ...args], environment("debug")).finished];
    said.push(await commands.footnote(["config", ...args], environment("debug")).finished);
    said.push(await commands.footnote(["ask", QUESTION, ...args], environment("debug")).finished);
    running.child.kill("SIGTERM");
    const { out, err } = await running.finished;
    expect(err).toContain("A document could not be ingested.");
    for (const log of [out, err, ...said.flatMap((one) => [one.out, one.err]), ...problemBodies]) {
      expect(log).not.toContain(QUESTION);
      expectNoSecret(log);
      expect(log).not.toContain(DOCUMENT);
    }
    expect(said[1]?.out).toContain(`${address}/v1?api-key=(hidden)`);
  },
);

test("a fault in the settings is told without the secrets in them", { timeout: 240_000 }, async () => {
  for (const settings of [
    `embedding: {provider: openai-compatible, apiKey: ${KEY}, apiKey: ${KEY}}`,
    `embedding:\n  apiKey: ${KEY}\n bad: [${KEY}`,
    `embedding: ${KEY}`,
    `embedding: {provider: openai-compatible, model: m, dimensions: 8, maxTokens: 512, baseUrl: "http://${PARAMETER}@host/v1"}`,
  ]) {
    await writeFile(join(root, "footnote.config.yaml"), settings);
    expectNoSecret(await commands.refused(["config"]));
  }
});
