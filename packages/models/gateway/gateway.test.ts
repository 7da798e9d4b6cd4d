import { FootnoteError, type GenerationEvent, type LanguageModel } from "@footnote/contracts";
import { afterEach, expect, test } from "vitest";
import { openOpenAiCompatibleLanguageModel } from "../openai-compatible/language-model.ts";
import {
  breaksOff,
  type ChatServer,
  openChatServer,
  refuses,
  type Script,
  says,
  stalls,
} from "../openai-compatible/testing/chat-server.ts";
import { openModelGateway } from "./gateway.ts";

const servers: ChatServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

async function modelOn(...scripts: Script[]): Promise<{ server: ChatServer; model: LanguageModel }> {
  const server = await openChatServer(scripts);
  servers.push(server);
  const model = openOpenAiCompatibleLanguageModel({
    baseUrl: server.baseUrl,
    name: `model ${servers.length}`,
    contextTokens: 4_096 / servers.length,
    firstTokenSeconds: 5,
    tokenSeconds: 5,
  });
  return { server, model };
}

/** Time goes on only where a test says so, or while the gateway sleeps. */
function clockOf() {
  let elapsed = 0;
  const slept: number[] = [];
  return {
    slept,
    pass(milliseconds: number) {
      elapsed += milliseconds;
    },
    now: () => new Date(Date.UTC(2026, 0, 5, 12) + elapsed),
    elapsed: () => elapsed,
    async sleep(milliseconds: number) {
      slept.push(milliseconds);
      elapsed += milliseconds;
    },
  };
}

const request = { messages: [{ role: "user" as const, content: "Why?" }], maxTokens: 50, subject: "ann" };
async function ask(model: LanguageModel, subject = "ann"): Promise<string> {
  const events: GenerationEvent[] = await Array.fromAsync(model.generate({ ...request, subject }));
  return events.map((event) => (event.kind === "text" ? event.text : "")).join("");
}
const codeOf = (asking: Promise<unknown>) =>
  asking.then(
    () => "none",
    (error) => (error instanceof FootnoteError ? error.code : String(error)),
  );

test("the next model answers where one fails, and after two failures the first one is left to rest", async () => {
  const clock = clockOf();
  const first = await modelOn(refuses(500));
  const second = await modelOn(says("second"));
  const gateway = openModelGateway({ models: [first.model, second.model], clock });
  for (let count = 0; count < 4; count++) expect(await ask(gateway)).toBe("second");
  expect(first.server.received.length).toBe(2);
  expect(gateway.health()).toEqual([
    { model: "model 1", restsFor: 10_000 },
    { model: "model 2", restsFor: 0 },
  ]);
});

test("what has rested is tried by one question, and rests twice as long where it still fails", async () => {
  const clock = clockOf();
  const first = await modelOn(refuses(500), refuses(500), refuses(500), says("first again"));
  const second = await modelOn(says("second"));
  const gateway = openModelGateway({ models: [first.model, second.model], clock });
  await ask(gateway);
  await ask(gateway);
  clock.pass(10_000);
  expect(await ask(gateway)).toBe("second");
  expect(gateway.health()[0]?.restsFor).toBe(20_000);
  clock.pass(20_000);
  expect(await ask(gateway)).toBe("first again");
  expect(gateway.health()[0]?.restsFor).toBe(0);
});

test("while one question tries it, others pass it by", async () => {
  const clock = clockOf();
  const first = await modelOn(refuses(401), stalls("never ending"));
  const second = await modelOn(says("second"));
  const gateway = openModelGateway({ models: [first.model, second.model], clock });
  await ask(gateway);
  clock.pass(60_000);
  const left = new AbortController();
  const trying = gateway.generate({ ...request, signal: left.signal })[Symbol.asyncIterator]();
  await trying.next();
  expect(await ask(gateway)).toBe("second");
  left.abort();
  await expect(
    trying
      .next()
      .then(() => trying.next())
      .then(() => trying.next()),
  ).rejects.toThrow();
});

test("a server that asks to be left alone for a moment is waited for, for longer it is not", async () => {
  const clock = clockOf();
  const busy = await modelOn(refuses(429, {}, { "retry-after": "1" }), says("now"));
  expect(await ask(openModelGateway({ models: [busy.model], clock }))).toBe("now");
  expect(clock.slept).toEqual([1_000]);
  const full = await modelOn(refuses(429, {}, { "retry-after": "3600" }));
  const gateway = openModelGateway({ models: [full.model], clock });
  expect(await codeOf(ask(gateway))).toBe("rate_limited");
  expect(await codeOf(ask(gateway))).toBe("generation_failed");
  expect(full.server.received.length).toBe(1);
});

test("half a text of one model does not go on in another one's words", async () => {
  const first = await modelOn(breaksOff("half a text"));
  const second = await modelOn(says("second"));
  const gateway = openModelGateway({ models: [first.model, second.model], clock: clockOf() });
  expect(await codeOf(ask(gateway))).toBe("generation_failed");
  expect(second.server.received.length).toBe(0);
});

test("a prompt that is too long for one model goes to the next, and is no reason to rest", async () => {
  const first = await modelOn(refuses(400, { code: "context_length_exceeded" }));
  const second = await modelOn(says("second"));
  const gateway = openModelGateway({ models: [first.model, second.model], clock: clockOf() });
  for (let count = 0; count < 3; count++) expect(await ask(gateway)).toBe("second");
  expect(first.server.received.length).toBe(3);
  expect(gateway.contextTokens).toBe(2_048);
});

test("tokens are counted by caller, and a budget stops one and not the others, until midnight", async () => {
  const clock = clockOf();
  // The server counts 120 for each.
  const { model, server } = await modelOn(says("yes"));
  const gateway = openModelGateway({ models: [model], clock, tokensPerDay: 200 });
  await ask(gateway);
  await ask(gateway);
  expect(await codeOf(ask(gateway))).toBe("budget_spent");
  expect(await ask(gateway, "bob")).toBe("yes");
  expect(server.received.length).toBe(3);
  expect(gateway.usage()).toEqual([
    { subject: "ann", requests: 2, read: 200, written: 40 },
    { subject: "bob", requests: 1, read: 100, written: 20 },
  ]);
  clock.pass(12 * 60 * 60_000);
  expect(await ask(gateway)).toBe("yes");
});

test("what broke off is counted, too", async () => {
  const { model } = await modelOn(breaksOff("0123456789abcdef"));
  const gateway = openModelGateway({ models: [model], clock: clockOf() });
  await codeOf(ask(gateway));
  expect(gateway.usage()).toEqual([{ subject: "ann", requests: 1, read: 1, written: 4 }]);
});
