import { request } from "node:http";
import type { Answer } from "@footnote/contracts";
import OpenAI from "openai";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { eventually, startFootnote, type TestFootnote } from "./footnote.ts";

let footnote: TestFootnote;
beforeAll(async () => {
  footnote = await startFootnote({
    "leave.md": "# Leave\n\nEvery employee has 28 days of annual leave. Leave is requested in writing.\n",
    "pay.csv": "grade,monthly pay\nG4,3100\nG5,3650\n",
  });
});
afterAll(() => footnote.close());

const post = (path: string, body: string, headers: Record<string, string> = {}) =>
  fetch(footnote.url + path, {
    method: "POST",
    headers: { "Content-Type": "application/json", ...headers },
    body,
  });

describe("what bad requests get", () => {
  const bad: readonly (readonly [string, string, string, RegExp])[] = [
    ["an empty question", "/api/answer", '{"question":"  "}', /must not be empty/],
    [
      "a question of 100,000 characters",
      "/api/answer",
      JSON.stringify({ question: "why ".repeat(25_000) }),
      /at most 4000 characters/,
    ],
    ["no JSON", "/api/search", "{query:", /not JSON/],
    ["an unknown field", "/api/search", '{"question":"leave","colour":"red"}', /there is no colour here/],
    ["no question", "/api/search", "{}", /question: is missing/],
    ["a question by both names", "/api/search", '{"query":"a","question":"b"}', /send one of them/],
    ["a question that is no text", "/api/search", '{"query":7}', /query: must be a text/],
    [
      "a limit that is too large",
      "/api/search",
      '{"query":"leave","limit":1000}',
      /limit: must be a whole number from 1 to 100/,
    ],
    [
      "an explain that is no choice",
      "/api/search",
      '{"question":"a","explain":1}',
      /explain: must be true or/,
    ],
    ["a chat without messages", "/v1/chat/completions", '{"model":"footnote"}', /messages: must be a list/],
    ["a list without a flag", "/api/reconcile", "{}", /dryRun: is missing/],
    [
      "a chat without a user",
      "/v1/chat/completions",
      '{"model":"footnote","messages":[{"role":"system","content":"hi"}]}',
      /role user/,
    ],
  ];
  test.each(bad)("%s is 400 and says what is wrong", async (_, path, body, detail) => {
    const response = await post(path, body);
    expect(response.status).toBe(400);
    expect(response.headers.get("content-type")).toBe("application/problem+json");
    const problem = (await response.json()) as { detail: string; code: string; action: string };
    expect(problem.detail).not.toMatch(/invalid input|unrecognized|received/i);
    expect(problem.code).toBe("request_invalid");
    expect(problem.detail).toMatch(detail);
    expect(problem.action).not.toBe("");
  });

  test("a body that never ends is 413", async () => {
    const response = await post("/api/search", JSON.stringify({ query: "x".repeat(2_000_000) }));
    expect(response.status).toBe(413);
  });

  test("unknown routes, documents and buckets are 404 problems, not pages", async () => {
    for (const path of [
      "/api/nothing",
      "/v1/nothing",
      "/health",
      "/healthz",
      "/metrics",
      "/api/documents/6f0c9c5e-6f6f-5d0b-9b1e-f00740740001",
    ]) {
      const response = await fetch(footnote.url + path);
      expect([path, response.status]).toEqual([path, 404]);
      expect(response.headers.get("content-type")).toBe("application/problem+json");
    }
    expect((await fetch(`${footnote.url}/api/documents/not-an-id`)).status).toBe(400);
    expect(
      (await fetch(`${footnote.url}/api/buckets/none/objects/a.md`, { method: "PUT", body: "x" })).status,
    ).toBe(404);
  });

  test("a page of another site cannot ask, upload or delete through a visitor's browser", async () => {
    const origin = { Origin: "https://elsewhere.example" };
    expect((await post("/api/search", '{"query":"leave"}', origin)).status).toBe(403);
    const put = await fetch(`${footnote.url}/api/buckets/docs/objects/x.md`, {
      method: "PUT",
      body: "x",
      headers: origin,
    });
    expect(put.status).toBe(403);
    expect((await post("/api/search", '{"query":"leave"}', { Origin: footnote.url })).status).toBe(200);
  });

  test("a name that somebody points at this machine is not served", async () => {
    const { hostname, port } = new URL(footnote.url);
    const status = await new Promise((resolve, reject) => {
      request(
        { host: hostname, port, path: "/api/status", headers: { Host: `rebound.example:${port}` } },
        (response) => {
          response.resume();
          resolve(response.statusCode);
        },
      )
        .on("error", reject)
        .end();
    });
    expect(status).toBe(403);
  });

  test("a key cannot leave its bucket", async () => {
    for (const key of [
      "..%2F..%2Fescaped.md",
      "a/..%2f..%2f..%2fescaped.md",
      "%2Fetc%2Fescaped.md",
      ".hidden%2Fescaped.md",
    ]) {
      const response = await fetch(`${footnote.url}/api/buckets/docs/objects/${key}`, {
        method: "PUT",
        body: "x",
      });
      expect([key, response.status]).toEqual([key, 403]);
    }
  });
});

describe("what one asks for is what one gets", () => {
  const question = "How many days of annual leave does an employee have?";
  const answerTo = (headers: Record<string, string>) =>
    post("/api/answer", JSON.stringify({ question }), headers);

  test("an answer is one JSON object where JSON is asked for, and events as it is made otherwise", async () => {
    const whole = await answerTo({ Accept: "application/json" });
    expect(whole.headers.get("content-type")).toContain("application/json");
    const { status, text, citations } = (await whole.json()) as Answer;
    expect(status).toBe("answered");
    expect(text).toContain("28 days");
    expect(citations.length).toBeGreaterThan(0);
    for (const Accept of ["*/*", "text/event-stream", "application/json;q=0.5, text/event-stream"])
      expect((await answerTo({ Accept })).headers.get("content-type")).toBe("text/event-stream");
  });

  test("a search takes a question, and what it was called before", async () => {
    const found = async (body: object) =>
      ((await (await post("/api/search", JSON.stringify(body))).json()) as { results: unknown[] }).results;
    expect(await found({ question, limit: 3 })).toEqual(await found({ query: question, limit: 3 }));
  });
});

test("what programs ask for again is sent again only where it has changed", async () => {
  const ask = (match?: string) =>
    fetch(
      `${footnote.url}/api/documents?limit=100`,
      match === undefined ? {} : { headers: { "If-None-Match": match } },
    );
  const first = await ask();
  const mark = first.headers.get("etag") ?? "";
  expect(mark).not.toBe("");
  expect(first.headers.get("cache-control")).toBe("no-store");
  const same = await ask(mark);
  expect([same.status, await same.text()]).toEqual([304, ""]);
  const path = `${footnote.url}/api/buckets/docs/objects/changed.md`;
  await fetch(path, { method: "PUT", body: "# Changed\n\nSomething is new.\n" });
  const changed = await ask(mark);
  expect(changed.status).toBe(200);
  expect(changed.headers.get("etag")).not.toBe(mark);
  await footnote.settle();
  await fetch(path, { method: "DELETE" });
});

describe("the OpenAI client works unmodified", () => {
  const client = () => new OpenAI({ apiKey: "unused", baseURL: `${footnote.url}/v1`, maxRetries: 0 });
  const messages = [
    { role: "user" as const, content: "How many days of annual leave does an employee have?" },
  ];

  test("a completion carries its citations as annotations whose links open the passage", async () => {
    const completion = await client().chat.completions.create({
      model: "footnote",
      messages,
      temperature: 0,
    });
    const message = completion.choices[0]?.message;
    expect(message?.content).toContain("28 days");
    const annotation = message?.annotations?.[0]?.url_citation;
    if (annotation === undefined || message?.content == null) throw new Error("no annotation");
    expect(message.content.slice(annotation.start_index, annotation.end_index)).toContain("28 days");
    const link = new URL(annotation.url);
    expect(link.origin).toBe(footnote.url);
    const opened = await footnote.documentText(
      link.pathname.split("/").at(-1) ?? "",
      Object.fromEntries(link.searchParams),
    );
    const [start, end] = ["start", "end"].map((name) => Number(link.searchParams.get(name)) - opened.offset);
    expect(opened.text.slice(start, end)).toContain("28 days");
    expect((await fetch(link)).headers.get("content-type")).toContain("text/html");
  });

  test("a stream says the same as a completion", async () => {
    const whole = await client().chat.completions.create({ model: "footnote", messages });
    let content = "";
    let annotations = 0;
    let finish: string | null = null;
    for await (const chunk of await client().chat.completions.create({
      model: "footnote",
      messages,
      stream: true,
    })) {
      const choice = chunk.choices[0];
      content += choice?.delta.content ?? "";
      annotations += (choice?.delta as { annotations?: unknown[] } | undefined)?.annotations?.length ?? 0;
      finish = choice?.finish_reason ?? finish;
    }
    expect(content).toBe(whole.choices[0]?.message.content);
    expect(annotations).toBe(whole.choices[0]?.message.annotations?.length);
    expect(finish).toBe("stop");
  });

  test("its errors say what is wrong", async () => {
    await expect(
      client().chat.completions.create({ model: "footnote", messages: [{ role: "user", content: " " }] }),
    ).rejects.toMatchObject({
      status: 400,
      code: "request_invalid",
    });
  });
});

describe("documents over HTTP", () => {
  test("an upload is durable when acknowledged and becomes answerable; a deletion is final when acknowledged", async () => {
    const key = "uploads/öffnungs zeiten.md";
    const path = `/api/buckets/docs/objects/${key.split("/").map(encodeURIComponent).join("/")}`;
    const put = await fetch(footnote.url + path, {
      method: "PUT",
      body: "# Opening hours\n\nThe workshop opens at ten o'clock.\n",
    });
    expect(put.status).toBe(201);
    const { document } = (await put.json()) as { document: string };
    await eventually(
      () => footnote.search("when does the workshop open"),
      (results) => results[0]?.key === key,
    );
    expect((await footnote.documentText(document)).text).toContain("ten o'clock");
    expect((await fetch(footnote.url + path, { method: "DELETE" })).status).toBe(204);
    expect((await footnote.search("when does the workshop open")).map((result) => result.key)).not.toContain(
      key,
    );
    await expect(footnote.documentText(document)).rejects.toThrow("not_found");
    expect((await fetch(footnote.url + path, { method: "DELETE" })).status).toBe(404);
  });

  test("an empty upload is refused", async () => {
    expect((await fetch(`${footnote.url}/api/buckets/docs/objects/empty.md`, { method: "PUT" })).status).toBe(
      400,
    );
  });

  test("an answer from a table row quotes the row and shows its header", async () => {
    const answer = await footnote.ask("What is the monthly pay of grade G5?");
    expect(answer.status).toBe("answered");
    expect(answer.text).toMatch(/\| monthly pay \|[\s\S]*\| G5 \| 3650/);
    const citation = answer.citations.find((candidate) => candidate.quote.includes("3650"));
    if (citation === undefined) throw new Error("no citation");
    const opened = await footnote.documentText(citation.document, {
      version: citation.version,
      start: citation.start,
      end: citation.end,
    });
    expect(opened.text.slice(citation.start - opened.offset, citation.end - opened.offset)).toBe(
      citation.quote,
    );
  });

  test("explain says for each candidate how both legs scored it and how they were fused", async () => {
    const response = await post("/api/search", '{"query":"annual leave","explain":true,"limit":1}');
    const { results } = (await response.json()) as { results: { explain: unknown }[] };
    expect(results[0]?.explain).toMatchObject({
      lexical: { rank: 1, score: expect.any(Number) },
      dense: { rank: 1, score: expect.any(Number) },
      fusion: "mean of min-max normalised scores, w = 0.5",
      fused: 1,
    });
  });

  test("probes answer, and pages are served with a policy that allows nothing foreign", async () => {
    expect((await fetch(`${footnote.url}/livez`)).status).toBe(200);
    expect((await fetch(`${footnote.url}/readyz`)).status).toBe(200);
    for (const path of ["/", "/documents"]) {
      const page = await fetch(footnote.url + path);
      expect(page.headers.get("content-type")).toContain("text/html");
      expect(page.headers.get("content-security-policy")).toContain("default-src 'none'");
      expect(await page.text()).not.toMatch(/https?:\/\//);
    }
  });
});
