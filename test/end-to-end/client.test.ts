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
let paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
const sent: { readonly path: string; readonly init: RequestInit }[] = [];
beforeAll(async () => {
  footnote = await startFootnote({ "leave.md": "# Leave\n\nEvery employee has 28 days of annual leave.\n" });
  ({ paths } = (await (await fetch(`${footnote.url}/openapi.json`)).json()) as { paths: typeof paths });
  client = clientOver(async (path, init = {}) => {
    sent.push({ path, init });
    return accepted(await fetch(footnote.url + path, init));
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

test("what goes wrong has a code, and says what to do", async () => {
  await expect(client.ask("  ")).rejects.toMatchObject({
    code: "request_invalid",
    message: expect.stringContaining("must not be empty"),
    action: expect.stringMatching(/./),
  });
  await expect(openFootnote("http://localhost:1").status()).rejects.toMatchObject({ code: "unavailable" });
});

test("all that the client sends is what the service's own description says", () => {
  expect(sent.length).toBeGreaterThan(10);
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
