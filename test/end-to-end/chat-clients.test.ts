import OpenAI from "openai";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startFootnote, type TestFootnote } from "./footnote.ts";

const SITE = "https://chat.example.org";
let footnote: TestFootnote;
let client: OpenAI;
beforeAll(async () => {
  footnote = await startFootnote(
    {
      "gate.md": "# The gate\n\nThe gate opens at six in the morning. It closes at ten in the evening.\n",
      "expenses.md":
        "# Expenses\n\nTo claim expenses, send the receipts to the office.\n\n## Deadline\n\nThe deadline for expenses is 30 days after the journey.\n",
      "press.md":
        "# Press\n\nWhen a journalist calls, be friendly and take down the name and the deadline of the article.\n",
    },
    { freshness: { canary: false }, openai: { origins: [SITE] } },
  );
  client = new OpenAI({ baseURL: `${footnote.url}/v1`, apiKey: "sk-anything", maxRetries: 0 });
});
afterAll(() => footnote?.close());

const USER = { role: "user", content: "When does the gate open?" };
const GATE = /opens at six/;

/** As curl and programs of all kinds send it, without a client's types in between. */
async function send(body: object, path = "/v1/chat/completions", headers = {}) {
  const response = await fetch(footnote.url + path, {
    method: "POST",
    headers: { "Content-Type": "application/json", Authorization: "Bearer sk-anything", ...headers },
    body: JSON.stringify({ model: "footnote", messages: [USER], ...body }),
  });
  return { response, body: await response.text() };
}
const contentOf = (body: string) => JSON.parse(body).choices[0].message.content as string;

describe("a request of any client gets its answer", () => {
  test.each<[string, object]>([
    ["sampling as a text", { temperature: "0.2", stop: null, user: null, max_tokens: null, stream: null }],
    ["options of a stream that is none", { stream_options: { include_usage: true } }],
    [
      "tools",
      {
        tools: [{ type: "function", function: { name: "x" } }],
        tool_choice: "auto",
        functions: [],
        function_call: "none",
      },
    ],
    [
      "other makers' fields",
      {
        top_k: 40,
        min_p: 0.05,
        chat_template_kwargs: { enable_thinking: false },
        options: {},
        keep_alive: "5m",
        provider: {},
        extra_body: {},
      },
    ],
    ["ids of a chat program", { chat_id: "a", session_id: "b", id: "c", metadata: { a: "b" } }],
    ["another model's name", { model: "gpt-4o" }],
    ["a developer's message", { messages: [{ role: "developer", content: "be brief" }, USER] }],
    [
      "a long message of the system",
      { messages: [{ role: "system", content: "rule ".repeat(20_000) }, USER] },
    ],
    ["text in parts", { messages: [{ role: "user", content: [{ type: "text", text: USER.content }] }] }],
    [
      "text in the parts of another form",
      { messages: [{ role: "user", content: [{ type: "input_text", text: USER.content }] }] },
    ],
    [
      "a picture that is past",
      {
        messages: [
          {
            role: "user",
            content: [
              { type: "text", text: "hi" },
              { type: "image_url", image_url: { url: "data:," } },
            ],
          },
          { role: "assistant", content: "hello" },
          USER,
        ],
      },
    ],
    [
      "calls of tools",
      {
        messages: [
          USER,
          { role: "assistant", content: null, tool_calls: [] },
          { role: "tool", tool_call_id: "1", content: "x" },
          USER,
        ],
      },
    ],
    [
      "a refusal",
      { messages: [USER, { role: "assistant", content: [{ type: "refusal", refusal: "no" }] }, USER] },
    ],
    ["an answer to go on with", { messages: [USER, { role: "assistant", content: "The" }] }],
    ["a role of old", { messages: [{ role: "function", name: "x", content: "y" }, USER] }],
    [
      "a page of context before the question",
      {
        messages: [
          { role: "user", content: `Context: ${"lorem ipsum ".repeat(400)}\nQuestion: ${USER.content}` },
        ],
      },
    ],
  ])("%s", async (_, body) => {
    const sent = await send(body);
    expect([sent.response.status, sent.body]).toEqual([200, expect.stringMatching(GATE)]);
  });

  test.each(["/v1/chat/completions/", "/chat/completions", "/v1//chat/completions", "//v1/chat/completions"])(
    "at %s",
    async (path) => {
      expect((await send({}, path)).body).toMatch(GATE);
    },
  );

  test.each<[string, object]>([
    ["no model", { model: undefined }],
    ["a model that is null", { model: null }],
    ["a turn of no parts", { messages: [USER, { role: "assistant", content: [] }, USER] }],
    ["a long conversation", { messages: Array.from({ length: 1_201 }, () => USER) }],
    [
      "a large picture that is past",
      {
        messages: [
          {
            role: "user",
            content: [{ type: "image_url", image_url: { url: `data:,${"A".repeat(3_000_000)}` } }],
          },
          { role: "assistant", content: "A gate." },
          USER,
        ],
      },
    ],
  ])("%s", async (_, body) => {
    expect((await send(body)).body).toMatch(GATE);
  });

  test.each<[string, object]>([
    ["nothing", { messages: [{ role: "user", content: "" }] }],
    ["no parts", { messages: [{ role: "user", content: [] }] }],
  ])("a question of %s is said to be empty", async (_, body) => {
    const sent = await send(body);
    expect([sent.response.status, sent.body]).toEqual([400, expect.stringContaining("must not be empty")]);
  });

  test("a picture in the question is refused with the reason, in the client's own form of an error", async () => {
    const content = [
      { type: "text" as const, text: "What is this?" },
      { type: "image_url" as const, image_url: { url: "data:image/png;base64,AAAA" } },
    ];
    const asked = client.chat.completions.create({
      model: "footnote",
      messages: [{ role: "user", content }],
    });
    await expect(asked).rejects.toMatchObject({ status: 400, message: expect.stringContaining("image_url") });
  });

  test("chores of chat programs are done without the documents", async () => {
    const content =
      "### Task:\nGenerate a concise, 3-5 word title with an emoji summarizing the chat history.\n### Chat History:\n<chat_history>\nUSER: When does the gate open?\nASSISTANT: At six.\n</chat_history>";
    expect(contentOf((await send({ messages: [{ role: "user", content }] })).body)).toBe(USER.content);
    const json = content.replace("emoji", 'emoji as JSON: { "title": "…" }');
    expect(contentOf((await send({ messages: [{ role: "user", content: json }] })).body)).toBe(
      JSON.stringify({ title: USER.content }),
    );
  });
});

test("models are listed, each has a card, and another one is not there", async () => {
  const ids = (await Array.fromAsync(client.models.list())).map(({ id }) => id);
  expect(ids).toEqual(["footnote", "footnote-with-sources"]);
  for (const id of ids) expect(await client.models.retrieve(id)).toMatchObject({ id, object: "model" });
  for (const other of ["gpt-4o", "meta-llama/Llama-3"])
    await expect(client.models.retrieve(other)).rejects.toMatchObject({
      status: 404,
      message: expect.stringContaining("Use footnote or footnote-with-sources."),
    });
  expect((await fetch(`${footnote.url}/v1/models/meta-llama/Llama-3`)).status).toBe(404);
  const slash = await fetch(`${footnote.url}/v1/models/`);
  expect([slash.status, await slash.text()]).toEqual([200, expect.stringContaining("footnote-with-sources")]);
  const head = await fetch(`${footnote.url}/v1/models`, { method: "HEAD" });
  expect([head.status, await head.text()]).toEqual([200, ""]);
});

test.each([
  ["POST", "/v1/responses"],
  ["POST", "/v1/completions"],
  ["POST", "/v1/embeddings"],
  ["GET", "/v1"],
])("what OpenAI has and Footnote has not is told from a wrong address: %s %s", async (method, path) => {
  const response = await fetch(footnote.url + path, { method, ...(method === "POST" && { body: "{}" }) });
  expect([response.status, await response.json()]).toEqual([
    404,
    expect.objectContaining({
      error: expect.objectContaining({ message: expect.stringContaining("POST /v1/chat/completions") }),
    }),
  ]);
});

test.each([
  ["GET", "/v1/chat/completions", "POST"],
  ["PUT", "/chat/completions", "POST"],
  ["POST", "/v1/models", "GET, HEAD"],
  ["DELETE", "/v1/models/footnote", "GET, HEAD"],
])("%s %s is told which method to use", async (method, path, allowed) => {
  const response = await fetch(footnote.url + path, { method });
  expect([response.status, response.headers.get("allow"), await response.json()]).toEqual([
    405,
    allowed,
    expect.objectContaining({ code: "method_not_allowed", error: expect.anything() }),
  ]);
});

test.each([true, false])(
  "sources stand in the text for clients that show no annotations (streamed: %s)",
  async (stream) => {
    const request = { model: "footnote-with-sources", messages: [USER as { role: "user"; content: string }] };
    const text = stream
      ? (await Array.fromAsync(await client.chat.completions.create({ ...request, stream: true })))
          .map(({ choices }) => choices[0]?.delta.content ?? "")
          .join("")
      : ((await client.chat.completions.create(request)).choices[0]?.message.content ?? "");
    expect(text).toMatch(/opens at six[^[]*\[1\]/);
    expect(text).toMatch(/\n\n\[1\] The gate: http:\/\/[^ ]*\/documents\/[^ ]+$/m);
  },
);

describe("a follow-up is understood after what was asked before it", () => {
  const before = "How do I claim expenses?";
  const followUp = "And what is the deadline?";

  test("in the messages of a chat", async () => {
    const messages = [
      { role: "user", content: before },
      { role: "assistant", content: "Send the receipts." },
      { role: "user", content: followUp },
    ];
    const content = contentOf((await send({ messages })).body);
    expect(content).toMatch(/^Understood as: What is the deadline\? \(claim expenses\)\n\n/);
    expect(content).toContain("30 days after the journey");
    expect(content).not.toContain("journalist");
  });

  test("in Footnote's own form", async () => {
    const response = await fetch(`${footnote.url}/api/answer`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ question: followUp, earlier: [{ question: before }] }),
    });
    const events = await response.text();
    expect(events).toMatch(
      /^event: understood\ndata: {"question":"What is the deadline\? \(claim expenses\)"}/,
    );
    expect(events).toContain('"understoodAs":"What is the deadline? (claim expenses)"');
  });
});

describe("pages of other sites", () => {
  const preflight = (origin: string, path = "/v1/chat/completions") =>
    fetch(footnote.url + path, {
      method: "OPTIONS",
      headers: {
        Origin: origin,
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "authorization,content-type",
      },
    });

  test("may ask in OpenAI's form where they are named", async () => {
    const allowed = await preflight(SITE);
    expect(allowed.status).toBe(204);
    expect(allowed.headers.get("access-control-allow-origin")).toBe(SITE);
    expect(allowed.headers.get("access-control-allow-headers")).toContain("authorization");
    const { response, body } = await send({}, "/v1/chat/completions", { Origin: SITE });
    expect(response.headers.get("access-control-allow-origin")).toBe(SITE);
    expect(body).toMatch(GATE);
  });

  test("may not where they are not, nor anything else", async () => {
    expect((await preflight("https://other.example")).status).toBe(403);
    expect(
      (await send({}, "/v1/chat/completions", { Origin: "https://other.example" })).response.status,
    ).toBe(403);
    expect((await preflight(SITE, "/api/answer")).status).toBe(403);
    expect((await preflight(SITE, "/api/documents")).status).toBe(403);
  });
});
