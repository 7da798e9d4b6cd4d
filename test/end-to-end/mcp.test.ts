import { join } from "node:path";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import type { Transport } from "@modelcontextprotocol/sdk/shared/transport.js";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startFootnote, type TestFootnote } from "./footnote.ts";

let footnote: TestFootnote;
beforeAll(async () => {
  footnote = await startFootnote(
    {
      "gate.md": "# The gate\n\nThe gate opens at six in the morning. It closes at ten in the evening.\n",
      "walls.md": "# The walls\n\nThe wall is kept by its mason.\n".repeat(2_000),
    },
    { freshness: { canary: false } },
  );
});
afterAll(() => footnote?.close());

const overHttp = () => new StreamableHTTPClientTransport(new URL(`${footnote.url}/mcp`)) as Transport;
/** The command of its own, beside the Footnote that serves the same data. */
const overStdio = () =>
  new StdioClientTransport({
    command: process.execPath,
    args: [join(import.meta.dirname, "../../services/cli/footnote.js"), "mcp", "--data", footnote.data],
    stderr: "inherit",
  });

async function connected<Result>(
  transport: Transport,
  use: (client: Client) => Promise<Result>,
): Promise<Result> {
  const client = new Client({ name: "test", version: "1" });
  await client.connect(transport);
  try {
    return await use(client);
  } finally {
    await client.close();
  }
}

interface Found {
  readonly results: readonly {
    readonly id: string;
    readonly title: string;
    readonly url: string;
    readonly text: string;
  }[];
}

describe.each([
  ["over HTTP", overHttp],
  ["over stdin and stdout", overStdio],
])("the official client, %s", (_, transport) => {
  test("finds a passage, fetches it, and asks", async () => {
    await connected(transport(), async (client) => {
      const { tools } = await client.listTools();
      expect(tools.map(({ name }) => name)).toEqual(["search", "fetch", "ask"]);

      const found = await client.callTool({
        name: "search",
        arguments: { query: "When does the gate open?" },
      });
      const [first] = (found.structuredContent as unknown as Found).results;
      expect(first).toMatchObject({
        title: "The gate",
        url: expect.stringMatching(/^http:\/\/.+\/documents\//),
      });
      expect(JSON.parse((found.content as [{ text: string }])[0].text)).toEqual(found.structuredContent);

      const fetched = await client.callTool({ name: "fetch", arguments: { id: first?.id } });
      expect(fetched.structuredContent).toMatchObject({
        id: first?.id,
        title: "The gate",
        url: first?.url,
        text: expect.stringContaining("opens at six in the morning"),
      });

      const asked = await client.callTool({
        name: "ask",
        arguments: { question: "When does the gate open?" },
      });
      expect(asked.structuredContent).toMatchObject({ status: "answered" });
      expect((asked.content as [{ text: string }])[0].text).toMatch(
        /opens at six[^[]*\[1\]\n\n\[1\] The gate: http/,
      );
    });
  });
});

test("what is wrong with a call is told to the caller", async () => {
  await connected(overHttp(), async (client) => {
    for (const id of ["nothing", "00000000-0000-0000-0000-000000000000", "../../etc/passwd", "a/b/c"])
      expect(await client.callTool({ name: "fetch", arguments: { id } })).toMatchObject({ isError: true });
    expect(await client.callTool({ name: "ask", arguments: { question: "x".repeat(5_000) } })).toMatchObject({
      isError: true,
    });
    expect(await client.callTool({ name: "delete", arguments: {} })).toMatchObject({ isError: true });
  });
});

test("of a long document a bounded piece is fetched, whatever its id asks for", async () => {
  const walls = (await footnote.documents()).find(({ key }) => key === "walls.md");
  await connected(overHttp(), async (client) => {
    for (const place of ["", `/${walls?.version}/0-999999999`, `/${walls?.version}/30000-999999999`]) {
      const fetched = await client.callTool({ name: "fetch", arguments: { id: walls?.document + place } });
      const { text } = fetched.structuredContent as { text: string };
      expect(text).toHaveLength(20_000);
    }
  });
});

test("a document is fetched whole by its own id", async () => {
  const document = (await footnote.documents()).find(({ key }) => key === "gate.md");
  await connected(overHttp(), async (client) => {
    const fetched = await client.callTool({ name: "fetch", arguments: { id: document?.document } });
    expect(fetched.structuredContent).toMatchObject({
      text: expect.stringMatching(/opens at six.*closes at ten/s),
    });
  });
});

test.each([
  ["a batch", "POST", "[]", 400],
  ["no message", "POST", '{"method":"ask"}', 400],
  ["a stream to listen to", "GET", undefined, 405],
  ["the end of a session", "DELETE", undefined, 405],
] as const)("%s is refused", async (_, method, body, status) => {
  const headers = { "Content-Type": "application/json", Accept: "application/json, text/event-stream" };
  const response = await fetch(`${footnote.url}/mcp`, { method, headers, ...(body && { body }) });
  expect(response.status).toBe(status);
});

test("pages of other sites call no tool", async () => {
  const response = await fetch(`${footnote.url}/mcp`, {
    method: "POST",
    headers: { "Content-Type": "application/json", Origin: "https://other.example" },
    body: "{}",
  });
  expect(response.status).toBe(403);
});
