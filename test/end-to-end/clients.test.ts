import { once } from "node:events";
import { connect, type Socket } from "node:net";
import type { AnswerRequest } from "@footnote/contracts";
import { afterEach, expect, test } from "vitest";
import { type Listening, listen } from "../../services/cli/listen.ts";
import { MOST_COMPUTING } from "../../services/query/bounds/admission.ts";
import { openQueryService, openQuestionPath } from "../../services/query/index.ts";
import { LOCAL } from "../../services/query/testing/local-caller.ts";

type Parts = Parameters<typeof openQueryService>[0];

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** A service over HTTP whose answers come when they are told to; nothing behind it is real but the network. */
async function serve(patience?: Parameters<typeof listen>[3], mostConnections?: number) {
  const logged: unknown[][] = [];
  const note = (...line: unknown[]) => logged.push(line);
  const asked: AbortSignal[] = [];
  const go = Promise.withResolvers<void>();
  const parts = {
    identify: () => LOCAL,
    isAsked: true,
    questions: openQuestionPath({
      understand: async ({ question }) => ({ question }),
      find: async () => ({
        candidates: [],
        ranking: [],
        read: { versions: [], lists: [], models: [], floors: {}, bar: null, isWhole: true },
        questionVector: new Float32Array([1]),
        questionModel: { id: "told", dimensions: 1 },
      }),
      expand: async () => [],
      answerer: {
        id: "told",
        async *answer({ signal }: AnswerRequest) {
          if (signal === undefined) throw new Error("An answer without a signal cannot be ended.");
          asked.push(signal);
          const left = Promise.withResolvers<void>();
          signal.addEventListener("abort", () => left.reject(signal.reason));
          await Promise.race([go.promise, left.promise]);
        },
      },
      isVerified: async () => true,
      count: async () => 0,
    }),
    passages: { count: async () => 0, buckets: async () => [] },
    buckets: [],
    languageModels: () => ({ models: [], usage: [] }),
    checkStore: async () => undefined,
    isWatching: () => true,
    presences: () => new Map(),
    news: () => new Map(),
    canaries: () => new Map(),
    limits: { fileBytes: 1_000, freshnessSeconds: 300 },
    webRoot: ".",
    isOurName: (name: string) => name === "localhost",
    openai: { rawMarkup: false, sourcesInText: false, origins: [] },
    log: { error: note, warn: note },
  };
  const service = openQueryService(parts as unknown as Parts);
  const listening: Listening = await listen(service.fetch, "127.0.0.1", 0, patience, mostConnections);
  closing.push(() => listening.close());
  const { port } = listening.address;
  const url = `http://localhost:${port}`;
  return {
    url,
    logged,
    asked,
    service,
    listening,
    answerAll: go.resolve,
    askForJson: () =>
      fetch(`${url}/api/answer`, {
        method: "POST",
        body: '{"question":"why?"}',
        headers: { Accept: "application/json" },
      }),
    ask: (signal?: AbortSignal) =>
      fetch(`${url}/api/answer`, { method: "POST", body: '{"question":"why?"}', ...(signal && { signal }) }),
    /** A connection on which bytes are sent by hand, and read only where someone listens. */
    raw(text: string): Socket {
      const socket = connect(port, "127.0.0.1", () => socket.write(text));
      socket.on("error", () => undefined);
      closing.push(() => socket.destroy());
      return socket;
    },
  };
}

/** Until it holds; how long that may take is the test's own time limit. */
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 5));
}

/** All that comes over the connection until its other end closes it. */
async function everything(socket: Socket): Promise<string> {
  let text = "";
  socket.on("data", (data) => {
    text += data.toString();
  });
  await once(socket, "close");
  return text;
}

const AT_ONCE = MOST_COMPUTING;
const WAITING = 128;

test("who finds the line full, or waits in it for too long, is told with 503 and Retry-After to come back, and the log stays short", async () => {
  const { ask, logged, answerAll } = await serve();
  const responses = await Promise.all(Array.from({ length: AT_ONCE + WAITING + 20 }, () => ask()));
  const refused = responses.filter(({ status }) => status !== 200);
  expect(refused.length).toBe(WAITING + 20);
  for (const response of refused) {
    expect(response.status).toBe(503);
    expect(Number(response.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(await response.json()).toMatchObject({ code: "overloaded" });
  }
  expect(logged.length).toBe(1);
  expect(JSON.stringify(logged)).not.toContain("    at ");
  answerAll();
  for (const response of responses.filter(({ status }) => status === 200))
    expect(await response.text()).toContain("event: answer");
});

test("who hangs up ends the work that was for them, and the next one is answered at once", async () => {
  const { ask, asked, answerAll, logged } = await serve();
  const leaving = new AbortController();
  const line = Array.from({ length: AT_ONCE + WAITING }, () => ask(leaving.signal).catch(() => undefined));
  await until(() => asked.length === AT_ONCE);
  leaving.abort();
  await Promise.all(line);
  await until(() => asked.every((signal) => signal.aborted));
  answerAll();
  expect(await (await ask()).text()).toContain("event: answer");
  expect(logged).toEqual([]);
});

test("a chat that is hung up on, streamed or not, is ended too", async () => {
  const { url, asked } = await serve();
  for (const stream of [true, false]) {
    const leaving = new AbortController();
    const body = JSON.stringify({ model: "footnote", stream, messages: [{ role: "user", content: "why?" }] });
    fetch(`${url}/v1/chat/completions`, { method: "POST", body, signal: leaving.signal }).catch(
      () => undefined,
    );
    const before = asked.length;
    await until(() => asked.length === before + 1);
    leaving.abort();
    await until(() => asked.at(-1)?.aborted === true);
  }
});

test("a stream says that it is still there before its first event, and who is in line is answered in turn", async () => {
  const { ask, asked, answerAll } = await serve();
  const line = Array.from({ length: AT_ONCE }, () => ask());
  const readers: (ReadableStreamDefaultReader<Uint8Array> | undefined)[] = [];
  for (const response of await Promise.all(line)) {
    const reader = response.body?.getReader();
    const first = await reader?.read();
    expect(new TextDecoder().decode(first?.value)).toBe(": still here\n\n");
    readers.push(reader);
  }
  expect(asked.length).toBe(AT_ONCE);
  const next = ask();
  answerAll();
  expect(await (await next).text()).toContain("event: answer");
  for (const reader of readers) {
    const next = await reader?.read();
    expect(new TextDecoder().decode(next?.value)).toContain("event: answer");
  }
  // Before the second heartbeat could come.
}, 10_000);

test("before it stops, who sends people here hears that it is not ready, and all who come are answered still", async () => {
  const { url, ask, askForJson, asked, service, listening, answerAll } = await serve();
  const isReady = async () => (await fetch(`${url}/readyz`)).status;
  expect(await isReady()).toBe(200);
  const running = await ask();
  const leaving = service.drain(100);
  expect(await isReady()).toBe(503);
  const late = await ask();
  expect([late.status, late.headers.get("connection")]).toEqual([200, "close"]);
  const whole = askForJson();
  await until(() => asked.length === 3);
  await leaving;
  const stopped = service.stop(60_000);
  expect((await ask()).status).toBe(503);
  answerAll();
  // The last byte, too, is there before the connections go.
  await stopped.then(() => listening.close());
  expect((await whole).status).toBe(200);
  for (const response of [running, late]) expect(await response.text()).toContain("event: answer");
});

test("while it stops, who comes is refused and who is being answered gets the answer or a word that there will be none", async () => {
  const { ask, url, service, asked, answerAll } = await serve();
  const running = await ask();
  const stopped = service.stop(60_000);
  const refused = await ask();
  expect([refused.status, refused.headers.get("connection")]).toEqual([503, "close"]);
  expect((await fetch(`${url}/api/status`)).status).toBe(503);
  expect((await fetch(`${url}/livez`)).status).toBe(200);
  answerAll();
  expect(await running.text()).toContain("event: answer");
  await stopped;

  const second = await serve();
  const cut = await second.ask();
  await second.service.stop(1);
  expect(await cut.text()).toContain("event: problem");
  expect(second.logged).toEqual([]);
  expect(asked.length).toBe(1);
});

test("connections on which nothing is asked make room for those who come", async () => {
  const { raw, url } = await serve(undefined, 8);
  for (let one = 0; one < 20; one++)
    await once(raw("GET /livez HTTP/1.1\r\nHost: localhost\r\n\r\n"), "data");
  expect((await fetch(`${url}/livez`)).status).toBe(200);
});

test("a client that sends half of its headers, or half of its body, is dropped", async () => {
  const { raw } = await serve({ headers: 100, idle: 100 });
  await once(raw("POST /api/search HTTP/1.1\r\nHost: loc").resume(), "close");
  await once(
    raw("POST /api/search HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99\r\n\r\n{").resume(),
    "close",
  );
});

test("a client that does not read is dropped; one that waits for its answer is not, however long that takes", async () => {
  const { raw, ask, answerAll, asked } = await serve({ headers: 1_000, idle: 100 });
  const waits = ask();
  const since = performance.now();
  // Thousands of requests in one go, and not one byte of the responses read.
  const request = "GET /api/nothing HTTP/1.1\r\nHost: localhost\r\n\r\n";
  const deaf = raw(request.repeat(50_000));
  deaf.pause();
  // Whoever does not read learns by writing that nobody listens any more.
  await until(() => !deaf.write(" ") && deaf.destroyed);
  await until(() => performance.now() - since > 400);
  expect(asked.length).toBe(1);
  answerAll();
  expect(await (await waits).text()).toContain("event: answer");
});

test.each([
  ["another name", "GET /livez HTTP/1.1\r\nHost: attacker.example\r\n", 403],
  [
    "another name in the line of the request",
    "GET http://attacker.example/livez HTTP/1.1\r\nHost: localhost\r\n",
    403,
  ],
  [
    "our name, and then another one",
    "GET /livez HTTP/1.1\r\nHost: localhost\r\nHost: attacker.example\r\n",
    400,
  ],
  ["our name twice", "GET /livez HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\n", 400],
  ["our name with another one before it", "GET /livez HTTP/1.1\r\nHost: attacker.example@localhost\r\n", 400],
  [
    "the page of another site",
    "GET /livez HTTP/1.1\r\nHost: localhost\r\nOrigin: http://attacker.example\r\n",
    403,
  ],
  ["a page from nowhere", "GET /livez HTTP/1.1\r\nHost: localhost\r\nOrigin: null\r\n", 403],
  ["our own page", "GET /livez HTTP/1.1\r\nHost: localhost\r\nOrigin: http://localhost\r\n", 200],
])("a request by %s", async (_, head, status) => {
  const { raw } = await serve();
  expect(await everything(raw(`${head}Connection: close\r\n\r\n`))).toMatch(
    new RegExp(`^HTTP/1.1 ${status} `),
  );
});
