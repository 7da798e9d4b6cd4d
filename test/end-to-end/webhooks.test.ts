import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import type { WebhookRecord, WebhookState } from "@footnote/contracts";
import OpenAI from "openai";
import { afterAll, beforeAll, expect, test } from "vitest";
import { eventually, startFootnote, type TestFootnote } from "./footnote.ts";

const SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo=";

interface Told {
  readonly type: string;
  readonly data: { readonly key: string; readonly [name: string]: unknown };
}

const received: { url: string | undefined; headers: IncomingHttpHeaders; body: string }[] = [];
const receiver = createServer(async (request, response) => {
  let body = "";
  for await (const piece of request) body += piece;
  received.push({ url: request.url, headers: request.headers, body });
  response.writeHead(204).end();
});
const told = () => received.map(({ body }) => JSON.parse(body) as Told);
const toldOf = (key: string) => told().filter(({ data }) => data.key === key);

let footnote: TestFootnote;
beforeAll(async () => {
  await new Promise<void>((resolve) => receiver.listen(0, "127.0.0.1", resolve));
  const { port } = receiver.address() as AddressInfo;
  footnote = await startFootnote(
    {},
    {
      webhooks: [
        {
          name: "portal",
          url: `http://127.0.0.1:${port}/hooks?key=hidden-key`,
          secret: SECRET,
          allowInternal: true,
        },
        {
          name: "board",
          url: `http://127.0.0.1:${port}/board`,
          secret: SECRET,
          principals: ["board"],
          allowInternal: true,
        },
        { name: "guarded", url: `https://127.0.0.1:${port}/`, secret: SECRET },
      ],
    },
  );
});
afterAll(async () => {
  await footnote?.close();
  receiver.close();
});

const statesOf = async () => {
  const { webhooks } = (await (await fetch(`${footnote.url}/api/webhooks`)).json()) as {
    webhooks: WebhookState[];
  };
  return webhooks;
};
const portal = async () => (await statesOf()).find(({ name }) => name === "portal");

test("an endpoint hears of what can be asked about and of what needs somebody, signed as Standard Webhooks has it", async () => {
  await footnote.put("leave.md", "# Leave\n\nEvery employee has 28 days of annual leave.\n");
  await footnote.put("wrong.md", "%PDF-1.7\n");
  await eventually(
    async () => told(),
    (all) => all.length >= 2,
  );
  expect(toldOf("leave.md")).toMatchObject([
    { type: "document.answerable", data: { bucket: "docs", title: "Leave" } },
  ]);
  expect(toldOf("wrong.md")).toMatchObject([
    {
      type: "document.needs_attention",
      data: { bucket: "docs", code: "file_mislabelled", reason: expect.any(String) },
    },
  ]);
  const { webhooks } = new OpenAI({ apiKey: "none", webhookSecret: SECRET });
  for (const { headers, body } of received)
    await webhooks.verifySignature(body, headers as Record<string, string>);
  const [first] = received;
  await expect(
    webhooks.verifySignature(`${first?.body} `, first?.headers as Record<string, string>),
  ).rejects.toThrow();
});

test("no internal address is asked unless that is allowed, and who may read less than an endpoint is told sees nothing of it", async () => {
  const states = await eventually(statesOf, (all) =>
    all.every(({ delivered, failed, withheld }) => delivered + failed + withheld === 2),
  );
  expect(states).toMatchObject([
    { name: "portal", delivered: 2, failed: 0 },
    { name: "guarded", delivered: 0, failed: 2 },
  ]);
  expect(received).toHaveLength(2);
  expect(JSON.stringify(states)).not.toContain("hidden-key");
  const page = await fetch(`${footnote.url}/api/webhooks/guarded/deliveries?state=failed&limit=1`);
  expect(((await page.json()) as { deliveries: WebhookRecord[] }).deliveries).toMatchObject([
    { attempts: 1, trouble: "The address lies in an internal network." },
  ]);
});

test("what was told is told again on demand, with the id that it had; what a deletion took is not", async () => {
  const replay = async (body: object) => {
    const response = await fetch(`${footnote.url}/api/webhooks/portal/replay`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
    return (await response.json()) as { replayed: number };
  };
  const before = received.map(({ headers }) => headers["webhook-id"]).sort();
  expect(await replay({ since: "2020-01-01T00:00:00Z" })).toEqual({ replayed: 2 });
  await eventually(
    async () => received,
    (all) => all.length === 4,
  );
  expect(
    received
      .slice(2)
      .map(({ headers }) => headers["webhook-id"])
      .sort(),
  ).toEqual(before);
  for (const name of ["nobody", "board"])
    expect((await fetch(`${footnote.url}/api/webhooks/${name}/deliveries`)).status).toBe(404);
  await fetch(`${footnote.url}/api/buckets/docs/objects/leave.md`, { method: "DELETE" });
  await footnote.settle();
  await eventually(portal, (state) => state?.waiting === 0);
  await replay({ since: "2020-01-01T00:00:00Z" });
  await eventually(portal, (state) => state?.waiting === 0 && state.withheld === 1);
  expect(toldOf("leave.md")).toHaveLength(2);
  // S1: who may read nothing was told nothing of all this.
  expect(received.filter(({ url }) => url === "/board")).toEqual([]);
});
