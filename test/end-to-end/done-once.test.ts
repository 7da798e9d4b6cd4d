import { openFootnote } from "@footnote/client";
import { afterAll, beforeAll, expect, test } from "vitest";
import { eventually, startFootnote, type TestFootnote } from "./footnote.ts";

let footnote: TestFootnote;
beforeAll(async () => {
  footnote = await startFootnote({}, { freshness: { canary: false } });
});
afterAll(() => footnote.close());

const GATE = "# Gate\n\nThe gate closes at nine.\n";
const put = (key: string, body: string, idempotencyKey: string, headers: Record<string, string> = {}) =>
  fetch(`${footnote.url}/api/buckets/docs/objects/${key}`, {
    method: "PUT",
    body,
    headers: { "Idempotency-Key": idempotencyKey, ...headers },
  });
/** Not while it is being written. */
const lies = async (document: string) =>
  (await fetch(`${footnote.url}/api/documents/${document}/original`)).text();

test("an upload that is sent again is done once, and answered as the first time", async () => {
  const { upload } = openFootnote(footnote.url);
  const options = { onlyNew: true, idempotencyKey: "8e03978e-40d5-43dd-bc93-6894a57f9324" };
  const first = await upload("docs", "gate.md", GATE, options);
  expect(await upload("docs", "gate.md", GATE, options)).toEqual(first);
  // Somebody replaces it meanwhile, which a late repeat leaves.
  await upload("docs", "gate.md", GATE.replace("nine", "ten"));
  expect(await upload("docs", "gate.md", GATE, options)).toEqual(first);
  await eventually(
    () => lies(first.document),
    (text) => text.includes("ten"),
  );
});

test("the key of one upload is refused to another, and no key can be anything", async () => {
  expect((await put("tide.md", "# Tide\n", '"tide"')).status).toBe(201);
  for (const again of [
    put("tide.md", "# Another tide\n", '"tide"'),
    put("moon.md", "# Tide\n", '"tide"'),
    put("tide.md", "# Tide\n", "tide", { "If-None-Match": "*" }),
  ]) {
    const refused = await again;
    expect([refused.status, await refused.json()]).toMatchObject([422, { code: "key_reused" }]);
  }
  expect((await put("tide.md", "# Tide\n", '"tide')).status).toBe(400);
  expect((await put("tide.md", "# Tide\n", `"${"t".repeat(256)}"`)).status).toBe(400);
});

test("what failed was not done: its key can be used again", async () => {
  expect((await put("old.md", "# Old\n", '"old"')).status).toBe(201);
  const onlyNew = { "If-None-Match": "*" };
  expect((await put("old.md", "# Old\n", '"new"', onlyNew)).status).toBe(412);
  await fetch(`${footnote.url}/api/buckets/docs/objects/old.md`, { method: "DELETE" });
  expect((await put("old.md", "# Old\n", '"new"', onlyNew)).status).toBe(201);
});
