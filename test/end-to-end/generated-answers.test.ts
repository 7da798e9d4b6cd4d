import type { Answer, AnswerPart } from "@footnote/contracts";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import {
  answers,
  type ChatRequest,
  type ChatServer,
  inBytes,
  openChatServer,
  type Script,
  says,
  stalls,
} from "../../packages/models/openai-compatible/testing/chat-server.ts";
import { eventually, startFootnote, type TestFootnote } from "./footnote.ts";

let footnote: TestFootnote;
let server: ChatServer;
let script: Script = says("");
beforeAll(async () => {
  server = await openChatServer([(response, request) => script(response, request)]);
  footnote = await startFootnote(
    {
      "people/leave.md": `# Leave

## Annual leave

Every employee has 28 days of annual leave a year. Up to five unused days may be carried over to March.

## Contracts

| Contract | Days a year | Notice |
| --- | --- | --- |
| Permanent | 28 | 3 months |
| Seasonal | 10 | 2 weeks |
`,
      "people/sickness.md": `# Sickness

Tell your lead before 09:00 on the first day. A certificate is needed from the fourth day on. Send it to absence@harbour.example.

You may not claim:

- alcohol
- fines
`,
    },
    {
      freshness: { canary: false },
      // The same is asked again and again of a model that writes something else each time.
      cache: { enabled: false },
      answers: { model: { baseUrl: server.baseUrl, name: "small", firstTokenSeconds: 2, tokenSeconds: 1 } },
    },
  );
});
afterAll(async () => {
  await footnote?.close();
  await server?.close();
});
afterEach(() => server.received.splice(0));

/** The number that the prompt gives the source with these words. */
function numberOf(words: string, { body }: ChatRequest): number {
  const prompt = body.messages.findLast(({ role }) => role === "user")?.content ?? "";
  const before = prompt.slice(0, prompt.indexOf(words));
  return Number([...before.matchAll(/source \[(\d+)\]:/gu)].at(-1)?.[1]);
}

const LEAVE = "How many days of annual leave does every employee have?";
async function ask(how: Script, question = LEAVE): Promise<Answer> {
  script = how;
  return footnote.ask(question);
}
const texts = ({ parts }: Answer) => parts.map(({ text }) => text);
const quotes = ({ citations }: AnswerPart) => citations.map(({ quote }) => quote);

describe("what a model says is shown where the documents say it", () => {
  test("a sentence has the sentence that it rests on as its quote", async () => {
    const answer = await ask(
      answers((request) => `Every employee has 28 days of annual leave [${numberOf("28 days", request)}].`),
    );
    expect(answer).toMatchObject({
      status: "answered",
      writing: { model: "small", shown: 1, dropped: 0, recited: 0 },
    });
    expect(texts(answer)).toEqual(["Every employee has 28 days of annual leave."]);
    expect(answer.parts.flatMap(quotes)).toEqual(["Every employee has 28 days of annual leave a year."]);
  });

  test("a sentence that cites nothing, or a source that is none, is cited from where it stands", async () => {
    for (const citation of ["", " [99]", " [7]【3】"]) {
      const answer = await ask(says(`Every employee has 28 days of annual leave a year${citation}.`));
      expect(answer).toMatchObject({ status: "answered", writing: { shown: 1, recited: 1 } });
      expect(answer.citations.map(({ key }) => key)).toEqual(["people/leave.md"]);
    }
  });

  test.each([
    ["another figure", "Every employee has 30 days of annual leave a year [1]."],
    ["another unit", "Every employee has 28 weeks of annual leave a year [1]."],
    ["another name", "Every employee at Northwind has 28 days of annual leave a year [1]."],
    ["the opposite", "Not every employee has 28 days of annual leave a year [1]."],
    ["the row of another", "Seasonal contracts have 28 days a year [1]."],
    ["what nobody said", "Employees enjoy generous sabbaticals abroad whenever they like [1]."],
    ["another language", "Jeder Mitarbeiter hat sehr viel Urlaub im Jahr [1]."],
  ])("%s is asked for once more, and then not shown", async (_, text) => {
    const answer = await ask(says(text));
    expect(server.received.length).toBe(2);
    expect(texts(answer).join(" ")).not.toContain(text.slice(0, -5));
    expect(answer.unwritten?.code).toBe("nothing_verified");
    // Never an empty answer: the documents' own words, marked as such.
    expect(answer.parts.length).toBeGreaterThan(0);
    expect(answer.text).toMatch(/^Nothing that the language model wrote could be verified.*own words:\n\n/);
  });

  test("what is written better the second time is shown, and what stays wrong is said to be missing", async () => {
    const answer = await ask(
      answers(({ body }) =>
        body.messages.at(-1)?.content.startsWith("These do not stand")
          ? "Up to five unused days may be carried over to March [1]. Everybody gets a car [1]."
          : "Every employee has 28 days of annual leave a year [1]. You may carry over 9 days and get a car [1].",
      ),
    );
    expect(answer).toMatchObject({
      status: "partly_answered",
      writing: { shown: 2, dropped: 1, askedAgain: true },
    });
    expect(texts(answer)).toEqual([
      "Every employee has 28 days of annual leave a year.",
      "Up to five unused days may be carried over to March.",
    ]);
  });

  test("a sum is marked as reckoned", async () => {
    const answer = await ask(
      says(
        "Together, permanent contracts with 28 days and seasonal contracts with 10 days have 38 days a year [1].",
      ),
    );
    expect(answer.parts).toMatchObject([{ computed: true }]);
  });

  test("an item is held against what introduces it", async () => {
    const wrong = await ask(
      says("You may claim:\n- alcohol [1]\n- fines [1]"),
      "What may I claim, alcohol or fines?",
    );
    expect(wrong.writing).toBeUndefined();
    const right = await ask(
      says("You may not claim:\n- alcohol [1]\n- fines [1]"),
      "What may I claim, alcohol or fines?",
    );
    expect(right.text).toBe("You may not claim:\n\n- alcohol\n- fines");
    expect(right.parts.flatMap(quotes).join("\n")).toContain("You may not claim:");
  });

  test("markup, images and links of a model are text or nothing", async () => {
    const answer = await ask(
      says(
        "**Every employee** has [28 days](http://evil.example/x) of annual leave a year ![](http://evil.example/p.png)<img src=http://evil.example> [1].",
      ),
    );
    expect(texts(answer)).toEqual(["Every employee has 28 days of annual leave a year."]);
  });
});

describe("what a model says is read whole, and only what the documents could know is asked", () => {
  test("characters that come in halves are read whole", async () => {
    const answer = await ask(inBytes("Every employee has 28 days of annual leave a year 🚢 [1]."));
    expect(texts(answer)).toEqual(["Every employee has 28 days of annual leave a year 🚢."]);
  });

  test("a model is not asked about what no document knows", async () => {
    const answer = await ask(
      says("Purchase order PO-4711 was paid [1]."),
      "Was purchase order PO-4711 paid?",
    );
    expect(answer.writing).toBeUndefined();
    expect(server.received).toEqual([]);
  });
});

test("a sentence is shown as soon as the next one is under way", async () => {
  script = stalls("Every employee has 28 days of annual leave a year [1]. Up to five unused days may be ");
  const response = await fetch(`${footnote.url}/api/answer`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ question: LEAVE }),
  });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let seen = "";
  while (!seen.includes("event: part")) seen += (await reader?.read())?.value;
  expect(seen).not.toContain("event: answer");
  const before = server.left;
  await reader?.cancel();
  // Whoever leaves takes the model's time with them.
  await eventually(
    async () => server.left,
    (left) => left > before,
  );
});

test("what a prompt holds: fenced and numbered sources with where they are from, the same beginning each time", async () => {
  await ask(says("x"));
  await ask(says("x"), "When is a certificate needed when I am sick?");
  const [first, second] = [server.received[0], server.received[2]].map(
    (request) => request?.body.messages ?? [],
  );
  // What providers keep of a prompt: the instructions, and an example of how they are followed.
  expect(first?.slice(0, -1)).toEqual(second?.slice(0, -1));
  expect(first?.map(({ role }) => role)).toEqual(["system", "user", "assistant", "user"]);
  const prompt = first?.at(-1)?.content ?? "";
  const [, fence] = /^--- ([0-9a-f]{12}) source \[1\]: /m.exec(prompt) ?? [];
  expect(prompt).toContain(`--- ${fence} end of source [1]`);
  expect(prompt).toMatch(/docs\/people\/leave\.md, written \d{4}-\d\d-\d\d, version [0-9a-f]{8}\)/);
  expect(prompt.trimEnd().endsWith(`Question: ${LEAVE}`)).toBe(true);
});
