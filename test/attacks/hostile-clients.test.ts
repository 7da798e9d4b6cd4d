import { once } from "node:events";
import { afterAll, beforeAll, expect, test } from "vitest";
import { eventually } from "../end-to-end/footnote.ts";
import { posted, startVictim, type Victim } from "./process.ts";

const MEGABYTE = 1024 ** 2;

let victim: Victim;
let document: string;
beforeAll(async () => {
  victim = await startVictim({}, { "wide.csv": `a,b\n${"x,".repeat(60_000)}x\n` });
  const { documents } = await eventually(
    async () =>
      (await (await fetch(`${victim.url}/api/documents`)).json()) as {
        documents: { document: string; key: string; state: string }[];
      },
    ({ documents }) => documents.length === 2 && documents.every(({ state }) => state !== "queued"),
  );
  document = documents.find(({ key }) => key === "wide.csv")?.document ?? "";
});
afterAll(() => victim?.close());

const post = async (path: string, body: string) => {
  const response = await fetch(victim.url + path, { method: "POST", body });
  return { status: response.status, text: await response.text() };
};

const RELATIVES: readonly (readonly [string, string, string])[] = [
  [
    "messages that are numbers",
    "/v1/chat/completions",
    `{"model":"x","messages":[${"0,".repeat(500_000)}0]}`,
  ],
  [
    "messages that are empty",
    "/v1/chat/completions",
    `{"model":"x","messages":[${"{},".repeat(300_000)}{}]}`,
  ],
  [
    "parts of one message",
    "/v1/chat/completions",
    `{"model":"x","messages":[{"role":"user","content":[${"{},".repeat(300_000)}{}]}]}`,
  ],
  [
    "fields that nobody knows",
    "/v1/chat/completions",
    `{${Array.from({ length: 80_000 }, (_, index) => `"f${index}":0`).join(",")}}`,
  ],
  ["levels", "/v1/chat/completions", `{"model":"x","messages":${"[".repeat(500_000)}${"]".repeat(500_000)}}`],
  [
    "a role as long as the body",
    "/v1/chat/completions",
    JSON.stringify({ model: "x", messages: [{ role: "r".repeat(MEGABYTE - 100) }] }),
  ],
  ["identifiers", "/api/dead-letters/replay", JSON.stringify({ documents: Array(60_000).fill("x") })],
  [
    "fields of a search",
    "/api/search",
    `{${Array.from({ length: 20_000 }, (_, index) => `"f${index}":0`).join(",")}}`,
  ],
];

test.each(RELATIVES)("a megabyte of %s is answered by a few lines", async (_, path, body) => {
  const { status, text } = await post(path, body);
  expect(status).toBeGreaterThanOrEqual(400);
  expect(status).toBeLessThan(500);
  expect(text.length).toBeLessThan(8 * 1024);
});

test("fifty clients that send a megabyte of nonsense at once, and read nothing, take no memory that stays", async () => {
  const before = await victim.memory();
  const [, path, body] = RELATIVES[1] ?? ["", "", ""];
  const deaf = Array.from({ length: 50 }, () => victim.raw(posted(path, body, victim.port)).pause());
  await new Promise((resolve) => setTimeout(resolve, 3_000));
  // One that reads is answered meanwhile.
  expect((await post("/api/search", '{"query":"lemur"}')).text).toContain("seven");
  expect((await victim.memory()) - before).toBeLessThan(400 * MEGABYTE);
  for (const socket of deaf) socket.destroy();
});

test("a row of tens of thousands of cells is shown by a window, wherever that lies", async () => {
  for (const start of [0, 100_000, 170_000]) {
    const response = await fetch(`${victim.url}/api/documents/${document}?start=${start}`);
    // Refused is as well: what matters is that nobody can have all of it in one response.
    if (response.status === 404) continue;
    expect(response.status).toBe(200);
    expect((await response.text()).length).toBeLessThan(MEGABYTE);
  }
});

test("a client that reads nothing of what it asks for again and again is dropped", async () => {
  const request = `GET /api/documents/${document} HTTP/1.1\r\nHost: localhost:${victim.port}\r\n\r\n`;
  const deaf = victim.raw(request.repeat(2_000)).pause();
  await eventually(
    // Whoever does not read learns by writing that nobody listens any more.
    async () => !deaf.write(" ") && deaf.destroyed,
    (isDropped) => isDropped,
  );
}, 90_000);

test("clients that send half of their headers, or of their body, are dropped", async () => {
  const slow = [
    "POST /api/search HTTP/1.1\r\nHost: loc",
    "POST /api/search HTTP/1.1\r\nHost: localhost\r\nContent-Length: 50\r\n\r\n{",
    "PUT /api/buckets/docs/objects/slow.md HTTP/1.1\r\nHost: localhost\r\nContent-Length: 50\r\n\r\nx",
  ].map((text) => once(victim.raw(text).resume(), "close"));
  await Promise.all(slow);
  // Of the half file nothing is left.
  const { documents } = (await (await fetch(`${victim.url}/api/documents`)).json()) as {
    documents: { key: string }[];
  };
  expect(documents.map(({ key }) => key)).not.toContain("slow.md");
}, 90_000);

test.each(["/api/answer", "/api/search", "/v1/chat/completions"])(
  "a hundred and forty clients of %s that hang up leave nothing for the next one to wait for",
  async (path) => {
    const body =
      path === "/v1/chat/completions"
        ? '{"model":"x","stream":true,"messages":[{"role":"user","content":"What is the lemur rule?"}]}'
        : path === "/api/answer"
          ? '{"question":"What is the lemur rule?"}'
          : '{"query":"What is the lemur rule?"}';
    const gone = Array.from({ length: 140 }, () => victim.raw(posted(path, body, victim.port)));
    await new Promise((resolve) => setTimeout(resolve, 300));
    for (const socket of gone) socket.destroy();
    const { status, text } = await post("/api/search", '{"query":"lemur"}');
    expect([status, text]).toEqual([200, expect.stringContaining("seven")]);
  },
);
