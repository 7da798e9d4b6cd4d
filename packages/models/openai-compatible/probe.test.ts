import { afterEach, expect, test } from "vitest";
import { openOpenAiCompatibleLanguageModel } from "./language-model.ts";
import { type ChatServer, openChatServer, refuses, type Script, says } from "./testing/chat-server.ts";

let server: ChatServer;
afterEach(() => server?.close());

async function probeOf(script: Script, name = "small"): Promise<string | undefined> {
  server = await openChatServer([script]);
  const options = { contextTokens: 4_096, firstTokenSeconds: 5, tokenSeconds: 5 };
  return openOpenAiCompatibleLanguageModel({ baseUrl: server.baseUrl, name, ...options }).probe(
    new AbortController().signal,
  );
}

test("a server that fits says nothing, and is asked for one token", async () => {
  expect(await probeOf(says("yes"))).toBeUndefined();
  expect(server.received[0]?.body).toMatchObject({ max_tokens: 1 });
});

test.each([
  ["a name that is not listed", says("yes"), "large", 'does not list the model "large", but: small'],
  ["a wrong key", refuses(401), "small", "FOOTNOTE_ANSWERS_API_KEY"],
  ["a model that writes nothing", says(""), "small", "wrote nothing"],
] as const)("%s is one line that says what to do", async (_, script, name, line) => {
  const problem = await probeOf(script, name);
  expect(problem).toContain(line);
  expect(problem).not.toContain("\n");
});
