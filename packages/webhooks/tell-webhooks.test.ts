import { FootnoteError, type WebhookDelivery, type WebhookResult } from "@footnote/contracts";
import { openLogger, systemClock } from "@footnote/runtime";
import { expect, test } from "vitest";
import { type TellingParts, tellDue, type Webhook } from "./tell-webhooks.ts";

const SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const webhook: Webhook = {
  name: "portal",
  url: "https://portal.example/hooks?key=hidden-key",
  secret: SECRET,
  allowInternal: false,
  events: ["document.answerable"],
  buckets: undefined,
  reader: { tenant: "default", principals: ["everyone"] },
};
const delivery: WebhookDelivery = {
  id: "11111111-1111-8111-8111-111111111111",
  event: "document.answerable",
  document: "22222222-2222-5222-8222-222222222222",
  subject: "abc",
  at: new Date("2030-01-01T00:00:00Z"),
  attempts: 1,
  about: { bucket: "docs", key: "a.md", title: "Leave", reason: null },
};

/** Tells one delivery. @returns what became of it, what was posted, and what was logged */
async function tellOne(given: Partial<WebhookDelivery>, post: TellingParts["post"]) {
  const results: WebhookResult[] = [];
  const posted: string[] = [];
  const written: string[] = [];
  const queue = {
    claim: async () => [{ ...delivery, ...given }],
    settle: async (_: string, result: WebhookResult) => void results.push(result),
  };
  const telling: TellingParts["post"] = (address, body, options) => {
    posted.push(JSON.stringify(options.headers), body);
    return post(address, body, options);
  };
  const log = openLogger("debug", { write: (line: string) => void written.push(line) });
  const parts = { queue, post: telling, clock: systemClock, random: () => 0.5, log };
  await tellDue(parts, webhook, new AbortController().signal);
  return { result: results[0], posted, written: written.join("") };
}

const answering = (status: number, retryAfter?: number) => async () => ({ status, retryAfter });

test("what is taken is delivered, and says what happened to which document", async () => {
  const { result, posted } = await tellOne({}, answering(204));
  expect(result).toEqual({ outcome: "delivered", status: 204 });
  expect(JSON.parse(posted[1] ?? "")).toEqual({
    type: "document.answerable",
    timestamp: "2030-01-01T00:00:00.000Z",
    data: { document: delivery.document, bucket: "docs", key: "a.md", version: "abc", title: "Leave" },
  });
});

test("S1: of what its reader may not read nothing is posted", async () => {
  const { result, posted } = await tellOne({ about: undefined }, answering(204));
  expect([result, posted]).toEqual([{ outcome: "withheld" }, []]);
});

test.each([
  ["later and later", 3, answering(500), { again: 20_000 }],
  ["not before it wants to", 1, answering(429, 90_000), { again: 90_000 }],
  ["within hours at most", 2, answering(503, 10 ** 12), { again: 4 * 60 * 60_000 }],
  ["where it leads elsewhere, too", 1, answering(302), { status: 302, again: 5_000 }],
  ["no more once it is gone", 1, answering(410), { again: null }],
  ["no more after many tries", 14, answering(500), { again: null }],
])("what fails is tried again: %s", async (_, attempts, post, expected) => {
  expect((await tellOne({ attempts }, post)).result).toMatchObject({ outcome: "failed", ...expected });
});

test("what cannot be reached is tried again, what may not be is not, and neither address nor secret is logged", async () => {
  const failing = (code: "unavailable" | "forbidden") => async () => {
    throw new FootnoteError(code, "Nothing listens there.", { action: "Wait." });
  };
  const unreachable = await tellOne({}, failing("unavailable"));
  expect(unreachable.result).toMatchObject({ trouble: "Nothing listens there.", again: 5_000 });
  expect((await tellOne({}, failing("forbidden"))).result).toMatchObject({ again: null });
  expect(unreachable.written).toContain("portal");
  expect(unreachable.written).not.toContain("hidden-key");
  expect(unreachable.written).not.toContain(SECRET.slice(6));
});
