import { FootnoteError, type GenerationEvent, type LanguageModel } from "@footnote/contracts";
import { afterEach, describe, expect, test } from "vitest";
import { openOpenAiCompatibleLanguageModel } from "./language-model.ts";
import {
  breaksOff,
  type ChatServer,
  callsTool,
  endless,
  endsEarly,
  failsInTheMiddle,
  inBytes,
  openChatServer,
  refuses,
  type Script,
  says,
  silence,
  stalls,
} from "./testing/chat-server.ts";

const KEY = "sk-test-4711-0815";
let server: ChatServer;
afterEach(() => server?.close());

async function open(scripts: readonly Script[], options = {}): Promise<LanguageModel> {
  server = await openChatServer(scripts);
  return openOpenAiCompatibleLanguageModel({
    baseUrl: server.baseUrl,
    name: "small",
    apiKey: KEY,
    contextTokens: 4_096,
    firstTokenSeconds: 5,
    tokenSeconds: 5,
    ...options,
  });
}

const request = {
  messages: [{ role: "user" as const, content: "a secret question" }],
  maxTokens: 50,
  subject: "somebody",
};
const all = (model: LanguageModel, more = {}) => Array.fromAsync(model.generate({ ...request, ...more }));
const textOf = (events: readonly GenerationEvent[]) =>
  events.map((event) => (event.kind === "text" ? event.text : "")).join("");

async function failure(model: LanguageModel, more = {}): Promise<FootnoteError & { wait?: number }> {
  try {
    await all(model, more);
  } catch (error) {
    expect(error).toBeInstanceOf(FootnoteError);
    return error as FootnoteError;
  }
  throw new Error("It did not fail.");
}

test("the text comes as it is written, with the tokens that the server counted", async () => {
  const model = await open([says("Leave is 28 days [1].")]);
  const events = await all(model);
  expect(events.length).toBeGreaterThan(4);
  expect(textOf(events)).toBe("Leave is 28 days [1].");
  expect(events.at(-1)).toEqual({ kind: "end", isWhole: true, tokens: { read: 100, written: 20 } });
  expect(server.received).toMatchObject([
    {
      authorization: `Bearer ${KEY}`,
      body: { model: "small", max_tokens: 50, temperature: 0, stream: true },
    },
  ]);
  expect(server.received[0]?.body).not.toHaveProperty("tools");
});

test("a server that takes other fields is asked without those that it does not take, from then on", async () => {
  const model = await open([
    refuses(400, { param: "max_tokens", code: "unsupported_parameter" }),
    refuses(400, { message: "Unsupported value: 'temperature' does not support 0" }),
    says("One."),
    says("Two."),
  ]);
  expect(textOf(await all(model))).toBe("One.");
  expect(textOf(await all(model))).toBe("Two.");
  const { body } = server.received[3] ?? {};
  expect(body).toMatchObject({ max_completion_tokens: 50 });
  expect(body).not.toHaveProperty("temperature");
});

test("a character that comes in halves is one, and half of one that never becomes whole is shown as such", async () => {
  expect(textOf(await all(await open([inBytes("Ünïcödé 🚢 done")])))).toBe("Ünïcödé 🚢 done");
  await server.close();
  expect(textOf(await all(await open([inBytes("a\ud83d b")])))).toBe("a\ufffd b");
});

describe("what goes wrong has a code, says what to do, and repeats nothing that was sent", () => {
  test.each([
    ["a wrong key", refuses(401), "generation_refused", "FOOTNOTE_ANSWERS_API_KEY"],
    ["an unknown model", refuses(404), "generation_refused", "answers.model.name"],
    [
      "too long a prompt",
      refuses(400, { code: "context_length_exceeded" }),
      "prompt_too_long",
      "contextTokens",
    ],
    [
      "too long a prompt, in other words",
      refuses(400, { message: "the request exceeds the available context size" }),
      "prompt_too_long",
      "contextTokens",
    ],
    ["any other refusal", refuses(422), "generation_refused", "log"],
    ["a limit", refuses(429, {}, { "retry-after": "7" }), "rate_limited", "minute"],
    ["a fault", refuses(500), "generation_failed", "log"],
    ["a fault in the middle", failsInTheMiddle("Leave is"), "generation_failed", "log"],
    ["a connection that breaks", breaksOff("Leave is"), "generation_failed", "answers.model.baseUrl"],
  ] as const)("%s", async (_, script, code, action) => {
    const error = await failure(await open([script]));
    expect(error).toMatchObject({ code, action: expect.stringContaining(action) });
    const told = JSON.stringify([error.message, error.action, String(error.cause), error.stack]);
    expect(told).not.toContain("4711");
    expect(told).not.toContain("secret question");
  });

  test("no server at all", async () => {
    const model = await open([]);
    await server.close();
    expect(await failure(model)).toMatchObject({ code: "generation_failed" });
  });

  test("the time that a server asks for is known", async () => {
    expect((await failure(await open([refuses(429, {}, { "retry-after": "7" })]))).wait).toBe(7_000);
  });

  test.each([
    ["before the first token", silence],
    ["after it", stalls("Leave is")],
  ])("a server that falls silent %s", async (_, script) => {
    const model = await open([script], { firstTokenSeconds: 0.05, tokenSeconds: 0.05 });
    expect(await failure(model)).toMatchObject({ code: "generation_failed" });
  });
});

test("what is cut off is said to be", async () => {
  expect((await all(await open([endsEarly("Leave is")]))).at(-1)).toMatchObject({ isWhole: false });
});

test("what writes without end is ended", async () => {
  const events = await all(await open([endless("never ending words of a story ", 100_000)]));
  expect(textOf(events).length).toBeLessThan(50 * 8 + 100);
  expect(events.at(-1)).toMatchObject({ isWhole: false });
  await expect.poll(() => server.left).toBe(1);
});

test("a tool that it calls is no text", async () => {
  expect(await all(await open([callsTool]))).toMatchObject([{ kind: "end", isWhole: false }]);
});

test("whoever leaves takes the connection with them", async () => {
  const left = new AbortController();
  const model = await open([stalls("Leave is 28 days.")]);
  const reading = model.generate({ ...request, signal: left.signal })[Symbol.asyncIterator]();
  await reading.next();
  left.abort(new Error("gone"));
  const rest = async () => {
    while (!(await reading.next()).done);
  };
  await expect(rest()).rejects.toThrow("gone");
  await expect.poll(() => server.left).toBe(1);
});
