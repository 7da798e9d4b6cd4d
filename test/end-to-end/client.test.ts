import { accepted, clientOver, type FootnoteClient, openFootnote } from "@footnote/client";
import type { FootnoteError } from "@footnote/contracts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { eventually, startFootnote, type TestFootnote } from "./footnote.ts";

interface Operation {
  readonly parameters: readonly { readonly name: string; readonly in: string }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema?: object }>> };
}

let footnote: TestFootnote;
let client: FootnoteClient;
const called = new Set<string>();
let paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
const sent: { readonly path: string; readonly init: RequestInit }[] = [];
beforeAll(async () => {
  footnote = await startFootnote({ "leave.md": "# Leave\n\nEvery employee has 28 days of annual leave.\n" });
  ({ paths } = (await (await fetch(`${footnote.url}/openapi.json`)).json()) as { paths: typeof paths });
  const plain = clientOver(async (path, init = {}) => {
    sent.push({ path, init });
    return accepted(await fetch(footnote.url + path, init));
  });
  client = new Proxy(plain, {
    get(methods, name: keyof FootnoteClient) {
      called.add(name);
      return methods[name];
    },
  });
});
afterAll(() => footnote.close());

test("a program asks, searches, uploads, deletes and hears what became of it", async () => {
  const answer = await client.ask("How many days of annual leave are there?", {
    within: ["docs"],
    cache: false,
  });
  expect(answer).toMatchObject({ status: "answered", text: expect.stringContaining("28 days") });
  const [found] = await client.search("annual leave", { limit: 1, explain: true });
  expect(found).toMatchObject({ key: "leave.md", explain: { fused: expect.any(Number) } });
  const key = "a folder/öffnung #1.md";
  const { document } = await client.upload("docs", key, "# Opening\n\nThe office opens at ten.\n");
  await expect(client.upload("docs", key, "other", { onlyNew: true })).rejects.toThrow(/There is/);
  await eventually(
    () => client.history(document),
    ({ state }) => state === "live",
  );
  expect(await client.history(document)).toMatchObject({ bucket: "docs", key });
  await client.delete("docs", key);
  await eventually(
    () =>
      client.history(document).then(
        () => "there",
        ({ code }: FootnoteError) => code,
      ),
    (state) => state === "not_found",
  );
  expect(await client.deadLetters({ limit: 10 })).toEqual({ deadLetters: [], next: null });
  expect(await client.replay("all")).toBe(0);
  expect(await client.replay([document])).toBe(0);
  expect((await client.status()).documents).toMatchObject({ live: 1 });
});

test("an answer arrives part by part, and is whole at its end", async () => {
  const events = await Array.fromAsync(client.askInParts("How many days of annual leave are there?"));
  const whole = events.at(-1);
  expect(events.map(({ event }) => event)).toEqual(["part", "answer"]);
  expect(whole).toMatchObject({ answer: { status: "answered", text: expect.stringContaining("28 days") } });
  const ending = new AbortController();
  ending.abort();
  const stopped = Array.fromAsync(client.askInParts("Anything?", {}, ending.signal));
  await expect(stopped).rejects.toMatchObject({ name: "AbortError" });
  const broken = clientOver(async () => new Response('event: part\ndata: {"text":"One."}\n\n'));
  await expect(Array.fromAsync(broken.askInParts("Anything?"))).rejects.toThrow("The answer broke off.");
  const problem = { code: "overloaded", detail: "Too many ask.", action: "Wait." };
  const refused = clientOver(
    async () => new Response(`event: problem\ndata: ${JSON.stringify(problem)}\n\n`),
  );
  await expect(Array.fromAsync(refused.askInParts("Anything?"))).rejects.toMatchObject({
    code: "overloaded",
    message: "Too many ask.",
  });
});

test("a document is read with its headings, its changes, what it says of itself, and the file itself", async () => {
  const filter = { find: "leave", within: "docs", leftOut: false, order: "name", limit: 1 } as const;
  const { documents, next } = await client.documents(filter);
  expect([documents.map(({ key }) => key), next]).toEqual([["leave.md"], null]);
  const { document, version } = documents[0] as (typeof documents)[number];
  if (version === null) throw new Error("leave.md is not answerable.");
  expect(await client.text(document, { version, start: 0, end: 5 })).toMatchObject({
    offset: 0,
    title: "Leave",
  });
  expect(await client.headings(document, version)).toEqual([expect.objectContaining({ title: "Leave" })]);
  expect(await client.about(document)).toMatchObject({ format: "markdown" });
  expect(await client.changes(document, { from: version, to: version })).toMatchObject({ changed: 0 });
  expect(await (await client.original(document)).text()).toContain("28 days of annual leave");
  await expect(client.restore(document, version)).rejects.toMatchObject({ code: "not_found" });
});

test("what was asked is found again, judged, shared, and forgotten", async () => {
  const { kept } = await client.ask("How many days of annual leave are there?", { cache: false });
  if (kept === undefined) throw new Error("Questions are not kept.");
  await client.giveFeedback(kept.question, { helpful: false, reason: "outdated", comment: "" });
  const { questions } = await client.unanswered({ limit: 10 });
  await client.settle(questions.map(({ same }) => same));
  expect((await client.unanswered()).questions).toEqual([]);
  await client.giveFeedback(kept.question, null);
  const { conversations } = await client.conversations({ holding: "annual", limit: 10 });
  expect(conversations.map(({ conversation }) => conversation)).toContain(kept.conversation);
  const token = (await client.share(kept.conversation)).replace("/shared/", "");
  const shown = { isShared: true, questions: [{ shown: true, id: kept.question }] };
  expect(await client.conversation(kept.conversation)).toMatchObject(shown);
  expect(await client.shared(token)).toMatchObject(shown);
  await client.unshare(kept.conversation);
  await expect(client.shared(token)).rejects.toMatchObject({ code: "not_found" });
  expect((await client.quality()).keptDays).toBeGreaterThan(0);
  await client.review([kept.question]);
  expect(await client.evaluations()).toEqual([]);
  await client.forget(kept.conversation);
  await client.forget("all");
  expect((await client.conversations()).conversations).toEqual([]);
});

test("a page hears what there is to ask, what it may do, and how it goes", async () => {
  expect(await client.start()).toMatchObject({ documents: 1, waiting: 0 });
  expect(await client.areas()).toEqual(["docs"]);
  expect(await client.scopes()).toContain("read");
  expect(await client.examples()).toBeInstanceOf(Array);
  expect((await client.freshness()).buckets).toMatchObject([{ bucket: "docs" }]);
  expect(await client.pipelines()).toMatchObject([{ bucket: "docs" }]);
  expect(await client.cache()).toMatchObject({ isOn: true });
});

test("what goes wrong has a code, and says what to do", async () => {
  await expect(client.ask("  ")).rejects.toMatchObject({
    code: "request_invalid",
    message: expect.stringContaining("must not be empty"),
    action: expect.stringMatching(/./),
  });
  await expect(openFootnote("http://localhost:1").status()).rejects.toMatchObject({ code: "unavailable" });
});

test("all that the client sends is what the service's own description says", () => {
  expect([...called].sort()).toEqual(Object.keys(openFootnote("")).sort());
  for (const { path, init } of sent) {
    const { pathname, searchParams } = new URL(path, footnote.url);
    const method = (init.method ?? "GET").toLowerCase();
    const [, methods] =
      Object.entries(paths).find(([template, of]) => method in of && matches(template, pathname)) ?? [];
    const operation = methods?.[method];
    if (operation === undefined) throw new Error(`${method} ${pathname} is not described.`);
    const named = operation.parameters.filter((each) => each.in === "query").map(({ name }) => name);
    expect(named).toEqual(expect.arrayContaining([...searchParams.keys()]));
    const schema = operation.requestBody?.content["application/json"]?.schema;
    if (schema === undefined) continue;
    const body = JSON.parse(String(init.body)) as { question?: string };
    // The one that is refused on purpose keeps to the description, too: that a text is blank it does not say.
    expect(
      z.fromJSONSchema(schema as Parameters<typeof z.fromJSONSchema>[0]).safeParse(body).error,
    ).toBeUndefined();
  }
});

/** The last part of a path holds slashes where it is an object's key. */
function matches(template: string, pathname: string): boolean {
  const pattern = template.replace("{key}", ".+").replaceAll(/\{\w+\}/g, "[^/]+");
  return new RegExp(`^${pattern}$`).test(pathname);
}
