import { extractiveAnswerer, generativeAnswerer, thresholdsFor } from "@footnote/answering";
import type { AnswererEvent, AnswerPart } from "@footnote/contracts";
import { openOpenAiCompatibleLanguageModel } from "@footnote/models";
import { afterEach, describe, expect, test } from "vitest";
import { passageOf, requestOf, wordEmbedder } from "../../packages/answering/testing/passages.ts";
import {
  breaksOff,
  type ChatServer,
  callsTool,
  endless,
  inBytes,
  openChatServer,
  refuses,
  type Script,
  says,
  silence,
  stalls,
} from "../../packages/models/openai-compatible/testing/chat-server.ts";

let server: ChatServer;
afterEach(() => server?.close());

const leave = passageOf({
  text: "# Annual leave\n\nEvery employee has 28 days of annual leave a year. Up to five unused days may be carried over to March.",
  headingPath: ["Leave", "Annual leave"],
});
const OWN_WORDS =
  "Every employee has 28 days of annual leave a year. Up to five unused days may be carried over to March.";

/** What is said with a model whose server plays this script, by the real client. */
async function ask(
  script: Script,
  contextTokens = 4_096,
  isVerified = async (_: AnswerPart) => true,
): Promise<AnswererEvent[]> {
  server = await openChatServer([script]);
  const model = await openOpenAiCompatibleLanguageModel({
    baseUrl: server.baseUrl,
    name: "small",
    contextTokens,
    firstTokenSeconds: 0.3,
    tokenSeconds: 0.3,
  });
  const extractive = extractiveAnswerer({
    embedder: wordEmbedder,
    thresholds: thresholdsFor(wordEmbedder.model),
    identifiersOf: () => [],
  });
  const question = "How many days of annual leave does every employee have?";
  return Array.fromAsync(
    generativeAnswerer({ model, prospectOf: () => "likely", extractive, onTrouble: () => undefined }).answer({
      ...requestOf(question, leave),
      isVerified,
    }),
  );
}
const texts = (events: readonly AnswererEvent[]) =>
  events.flatMap((event) => (event.kind === "part" ? [event.part.text] : []));

describe("whatever a model's server does, there is an answer, and it says what it is made of", () => {
  test.each([
    ["a wrong key", refuses(401), "generation_refused"],
    ["an unknown model", refuses(404), "generation_refused"],
    ["too small a context", refuses(400, { code: "context_length_exceeded" }), "prompt_too_long"],
    ["a limit", refuses(429, {}, { "retry-after": "3600" }), "rate_limited"],
    ["a fault", refuses(500), "generation_failed"],
    ["silence", silence, "generation_failed"],
    ["a connection that breaks at once", breaksOff(""), "generation_failed"],
    ["a tool that it calls", callsTool, "nothing_verified"],
    ["nothing at all", says(""), "nothing_verified"],
    ["that it does not know", says("The sources do not say how many."), "not_answered"],
    ["a story without end", endless("and so on and on ", 100_000), "nothing_verified"],
    ["another language", says("Jeder Mitarbeiter hat viel Urlaub im Jahr [1]."), "nothing_verified"],
    ["halves of characters", inBytes("\ud83d\ud83d \udc00"), "nothing_verified"],
  ] as const)("%s", async (_, script, code) => {
    const events = await ask(script);
    // Readers neither know the server's address nor can they correct a setting.
    const message = expect.not.stringMatching(/127\.0\.0\.1|answers\.model|FOOTNOTE_/);
    expect(events[0]).toEqual({ kind: "unwritten", unwritten: { code, message } });
    expect(texts(events).join(" ")).toContain(OWN_WORDS);
    expect(events.some(({ kind }) => kind === "written")).toBe(false);
  });

  const said = "Every employee has 28 days of annual leave a year [1]. Up to five unused ";
  test.each([
    ["breaks off", breaksOff(said)],
    ["falls silent", stalls(said)],
  ])("a model that %s: what was verified stays, and it is said that more was to come", async (_, script) => {
    const events = await ask(script);
    expect(texts(events)).toEqual(["Every employee has 28 days of annual leave a year."]);
    expect(events.at(-1)).toMatchObject({ kind: "written", writing: { shown: 1, isCutOff: true } });
  });

  test("a passage that was withdrawn while the model wrote: its sentence counts for nothing", async () => {
    const text = "Every employee has 28 days of annual leave a year [1].";
    const events = await ask(says(text), 4_096, async () => false);
    expect(events[0]).toMatchObject({ kind: "unwritten", unwritten: { code: "nothing_verified" } });
  });

  test("a context too small for any source: the model is not asked", async () => {
    const events = await ask(says("Every employee has 28 days of annual leave a year [1]."), 400);
    expect(events[0]).toMatchObject({ kind: "unwritten", unwritten: { code: "prompt_too_long" } });
    expect(texts(events).join(" ")).toContain(OWN_WORDS);
    expect(server.received).toEqual([]);
  });
});
