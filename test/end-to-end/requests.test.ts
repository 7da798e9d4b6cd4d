import { request } from "node:http";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { eventually, startFootnote, type TestFootnote } from "./footnote.ts";

/** More than any response of this small handbook needs; of an error, more than anybody reads. */
const MOST_BYTES = 256 * 1024;
const MOST_ERROR_BYTES = 8 * 1024;

let footnote: TestFootnote;
let document: string;
beforeAll(async () => {
  footnote = await startFootnote(
    {
      "leave.md": "# Leave\n\nEvery employee has 28 days of annual leave.\n",
      "pay.csv": "grade,monthly pay\nG4,3100\nG5,3650\n",
    },
    { freshness: { canary: false } },
  );
  document = (await footnote.documents())[0]?.document ?? "";
});
afterAll(() => footnote.close());

interface Reply {
  readonly status: number;
  readonly text: string;
  readonly headers: NodeJS.Dict<string | string[]>;
}

/** As it is written, where `fetch` would encode and normalise. */
function send(
  method: string,
  path: string,
  body?: string,
  headers: Record<string, string> = {},
): Promise<Reply> {
  const { hostname, port } = new URL(footnote.url);
  return new Promise((resolve, reject) => {
    const sent = request({ host: hostname, port, method, path, headers }, (response) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (part: string) => {
        text += part;
      });
      response.on("end", () =>
        resolve({ status: response.statusCode ?? 0, text, headers: response.headers }),
      );
      response.on("error", reject);
    });
    sent.on("error", reject);
    sent.end(body);
  });
}

/** Text of every kind that has been trouble somewhere: NUL, halves of surrogate pairs, line ends, quotes, percent signs. */
const odd = fc.oneof(
  fc.string({ unit: "binary", maxLength: 40 }),
  fc.constantFrom(
    "",
    "\0",
    "a\0b",
    "\ud800",
    "\udc00x",
    "\n",
    "\r\n",
    "\u2028",
    "%",
    "%00",
    "'; --",
    "../x",
    "__proto__",
    "🙂",
  ),
  fc.integer({ min: 1, max: 30_000 }).map((length) => "x".repeat(length)),
);
const number = fc.oneof(
  fc.constantFrom(
    "2147483647",
    "2147483648",
    "9223372036854775808",
    "-1",
    "0",
    "1e3",
    "0x10",
    "NaN",
    "Infinity",
    "1.5",
    "+1",
  ),
  fc.maxSafeInteger().map(String),
  odd,
);
const moment = fc.oneof(
  fc.constantFrom(
    "0000-01-01T00:00:00Z",
    "0001-01-01T00:00:00+23:59",
    "9999-12-31T23:59:59Z",
    "1970-01-01T00:00:00Z",
    "2026-02-30T00:00:00Z",
    "2026-03-01T12:00:00.123456789Z",
  ),
  odd,
);
const id = fc.oneof(
  fc.constantFrom("00000000-0000-0000-0000-000000000000", "ffffffff-ffff-ffff-ffff-ffffffffffff", "{}"),
  fc.uuid(),
  odd,
  fc.constant("THE DOCUMENT"),
);
const json = fc.oneof(fc.jsonValue(), odd, fc.array(fc.jsonValue(), { maxLength: 50 }));

function query(fields: Record<string, fc.Arbitrary<string>>) {
  return fc.record(fields, { requiredKeys: [] }).map((values) =>
    Object.entries(values)
      .map(([name, value]) => `${name}=${escaped(String(value))}`)
      .join("&"),
  );
}

/** Percent-encoded; half of a surrogate pair as the bytes that some clients make of it, which are no UTF-8. */
function escaped(text: string): string {
  return [...text]
    .map((character) => (character.isWellFormed() ? encodeURIComponent(character) : "%ED%A0%80"))
    .join("");
}

const body = (fields: Record<string, fc.Arbitrary<unknown>>) =>
  fc
    .oneof(fc.record(fields, { requiredKeys: [] }), fc.record(fields), json)
    .map((value) => JSON.stringify(value));

const path = (before: string, segment: fc.Arbitrary<string>, after = "") =>
  segment.map((text) => before + escaped(text) + after);

const get = (target: fc.Arbitrary<string>) => target.map((where) => ["GET", where, undefined] as const);
const post = (where: string, content: fc.Arbitrary<string>) =>
  content.map((text) => ["POST", where, text] as const);

const ROUTES = fc.oneof(
  post("/api/search", body({ query: odd, limit: json, explain: json, asOf: moment })),
  post("/api/answer", body({ question: odd, asOf: moment })),
  post(
    "/v1/chat/completions",
    body({
      model: json,
      stream: fc.boolean(),
      messages: fc.array(
        fc.record({ role: fc.constantFrom("user", "system", "nobody"), content: fc.oneof(odd, json) }),
      ),
      tools: json,
    }),
  ),
  post("/api/dead-letters/replay", body({ documents: fc.array(id), all: json })),
  post("/api/pipelines/switch", body({ force: json, resume: json, other: json })),
  post("/api/reconcile", body({ dryRun: fc.constant(true) })),
  get(query({ state: odd, limit: number, after: id }).map((text) => `/api/documents?${text}`)),
  get(query({ limit: number, after: id }).map((text) => `/api/dead-letters?${text}`)),
  get(path("/api/documents/", id)),
  get(path("/api/documents/", id, "/history")),
  get(
    query({ version: odd, start: number, end: number }).map(
      (text) => `/api/documents/THE%20DOCUMENT?${text}`,
    ),
  ),
  get(path("/", odd)),
  get(path("/assets/", odd)),
  get(path("/documents/", odd)),
  path("/api/buckets/docs/objects/", odd).map((where) => ["DELETE", where, undefined] as const),
  path("/api/buckets/docs/objects/", odd).map((where) => ["PUT", where, "text\n"] as const),
  path("/api/buckets/", odd, "/objects/a.md").map((where) => ["PUT", where, "text\n"] as const),
);

test("whatever is asked by whatever route, a client's mistake is the client's, and no response is large", async () => {
  await fc.assert(
    fc.asyncProperty(ROUTES, async ([method, where, content]) => {
      // A line of 16 KB is all that Node reads of one.
      const target = where.replaceAll("THE%20DOCUMENT", document).slice(0, 15_000);
      const { status, text } = await send(method, target, content);
      expect({ status, text: text.slice(0, 500) }).toMatchObject({
        status: expect.toSatisfy((code: number) => code < 500),
      });
      expect(text.length).toBeLessThan(status >= 400 ? MOST_ERROR_BYTES : MOST_BYTES);
      expect(text).not.toContain("event: problem");
    }),
    { numRuns: 400 },
  );
});

test.each([
  ["a question that holds NUL", "POST", "/api/answer", '{"question":"a\\u0000b"}', 400],
  ["a search that holds NUL", "POST", "/api/search", '{"query":"\\u0000"}', 400],
  ["half of a surrogate pair", "POST", "/api/search", '{"query":"\\ud800"}', 400],
  ["the year 0", "POST", "/api/search", '{"query":"leave","asOf":"0000-01-01T00:00:00Z"}', 400],
  ["a version that holds NUL", "GET", "/api/documents/THE%20DOCUMENT?version=%00", undefined, 400],
  ["a start beyond all numbers", "GET", "/api/documents/THE%20DOCUMENT?start=99999999999", undefined, 400],
  [
    "a start that Postgres cannot count",
    "GET",
    "/api/documents/THE%20DOCUMENT?start=2147483647",
    undefined,
    400,
  ],
  ["a start beyond the text", "GET", "/api/documents/THE%20DOCUMENT?start=1073741824", undefined, 200],
  ["a page after what is no document", "GET", "/api/documents?after=%00", undefined, 400],
] as const)("%s is the client's mistake, or none", async (_, method, where, content, status) => {
  const reply = await send(method, where.replace("THE%20DOCUMENT", document), content);
  expect([reply.status, reply.text]).toEqual([status, expect.any(String)]);
});

describe("what no request may cost", () => {
  const refusals: readonly (readonly [string, string, string, number])[] = [
    [
      "half a million messages",
      "/v1/chat/completions",
      `{"model":"x","messages":[${"0,".repeat(500_000)}0]}`,
      413,
    ],
    [
      "a hundred thousand empty messages",
      "/v1/chat/completions",
      `{"model":"x","messages":[${"{},".repeat(100_000)}{}]}`,
      413,
    ],
    [
      "three thousand messages",
      "/v1/chat/completions",
      `{"model":"x","messages":[${"{},".repeat(3_000)}{}]}`,
      400,
    ],
    [
      "nine hundred empty messages",
      "/v1/chat/completions",
      `{"model":"x","messages":[${"{},".repeat(900)}{}]}`,
      400,
    ],
    [
      "a message of too many parts",
      "/v1/chat/completions",
      `{"model":"x","messages":[{"role":"user","content":[${"0,".repeat(20_000)}0]}]}`,
      400,
    ],
    [
      "a hundred thousand levels",
      "/v1/chat/completions",
      `{"model":"x","messages":[],"tools":${"[".repeat(100_000)}${"]".repeat(100_000)}}`,
      413,
    ],
    [
      "ten thousand unknown fields",
      "/api/search",
      JSON.stringify(Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`field ${index}`, 0]))),
      400,
    ],
    [
      "one unknown field with a long name",
      "/api/search",
      JSON.stringify({ query: "leave", ["x".repeat(200_000)]: 0 }),
      400,
    ],
    [
      "ten thousand identifiers that are none",
      "/api/dead-letters/replay",
      JSON.stringify({ documents: Array(10_000).fill("x") }),
      400,
    ],
  ];
  test.each(refusals)("%s: a short answer, and at once", async (_, where, content, expected) => {
    const { status, text } = await send("POST", where, content);
    expect([status, text]).toEqual([expected, expect.any(String)]);
    expect(text.length).toBeLessThan(MOST_ERROR_BYTES);
  });
});

test("nothing that was read or said is kept by anybody in between, and we promise no TLS", async () => {
  for (const [method, where, content] of [
    ["GET", "/api/documents", undefined],
    ["GET", `/api/documents/${document}`, undefined],
    ["GET", "/api/status", undefined],
    ["GET", "/api/nothing", undefined],
    ["POST", "/api/search", '{"query":"leave"}'],
    ["POST", "/api/answer", '{"question":"How many days of leave?"}'],
    [
      "POST",
      "/v1/chat/completions",
      '{"model":"x","stream":true,"messages":[{"role":"user","content":"How many days of leave?"}]}',
    ],
  ] as const) {
    const { headers } = await send(method, where, content);
    expect([where, headers["cache-control"]]).toEqual([where, "no-store"]);
    expect(headers["strict-transport-security"]).toBeUndefined();
  }
});

test("what is no page and no route is nothing, and says so as a problem", async () => {
  for (const where of [
    "/health",
    "/healthz",
    "/metrics",
    "/openapi.yaml",
    "/.env",
    "/index.php",
    "/documents/a/b/c",
    "/assets/none.js",
  ]) {
    const { status, headers } = await send("GET", where);
    expect([where, status, headers["content-type"]]).toEqual([where, 404, "application/problem+json"]);
  }
  for (const where of ["/", "/documents", "/documents/%", `/documents/${document}/history`]) {
    const { status, headers } = await send("GET", where);
    expect([where, status, headers["content-type"]]).toEqual([
      where,
      200,
      expect.stringContaining("text/html"),
    ]);
  }
});

test("a file of any name is put and withdrawn, line feeds and all", async () => {
  for (const key of ["a\nb.md", "a\r\nb/c\u2028d.md", "tab\there.md", "100%.md", "a?b#c.md", "🙂.md"]) {
    const where = `/api/buckets/docs/objects/${encodeURIComponent(key)}`;
    const put = await send("PUT", where, "# A name\n\nOf any kind.\n");
    expect([key, put.status, put.text]).toEqual([key, 201, expect.stringContaining(JSON.stringify(key))]);
    expect([key, (await send("DELETE", where)).status]).toEqual([key, 204]);
    expect([key, (await send("DELETE", where)).status]).toEqual([key, 404]);
  }
});

test("a part of a file, or a compressed one, is not taken for the file", async () => {
  const where = "/api/buckets/docs/objects/part.md";
  for (const headers of [{ "Content-Range": "bytes 0-3/100" }, { "Content-Encoding": "gzip" }] as Record<
    string,
    string
  >[]) {
    expect((await send("PUT", where, "part", headers)).status).toBe(400);
  }
  expect((await send("DELETE", where)).status).toBe(404);
});

test("a chat client gets no HTML, no image and no hidden link out of a document", async () => {
  await footnote.put(
    "trap.txt",
    "The parking permit costs 12 euros a month <img src=http://elsewhere.example/x>, see [the rules](http://elsewhere.example).\n",
  );
  await eventually(
    () => footnote.search("parking permit"),
    ([first]) => first?.key === "trap.txt",
  );
  const messages = [{ role: "user", content: "How much does the parking permit cost?" }];
  const { text } = await send("POST", "/v1/chat/completions", JSON.stringify({ model: "x", messages }));
  const content = (JSON.parse(text) as { choices: { message: { content: string } }[] }).choices[0]?.message
    .content;
  expect(content).toContain("12 euros");
  expect(content).toContain("elsewhere.example");
  expect(content).not.toMatch(/<[a-z/!]|\]\(/i);
});
