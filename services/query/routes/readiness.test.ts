import type { BucketPresence, CanaryState, PassageStore } from "@footnote/contracts";
import { expect, test } from "vitest";
import { openQueryService } from "../app.ts";
import type { QueryParts } from "../parts.ts";
import { LOCAL } from "../testing/local-caller.ts";

const canary = (part: Partial<CanaryState>): CanaryState => ({
  state: "ok",
  seconds: 1.5,
  at: "2026-01-05T09:00:00.000Z",
  reason: null,
  ...part,
});

/** A service whose buckets have these canaries and nothing else. */
function serviceWith(
  canaries: Readonly<Record<string, CanaryState>>,
  presences: Readonly<Record<string, BucketPresence>> = {},
  isWatching = true,
) {
  const passages: Partial<PassageStore> = {
    buckets: async () => [...Object.keys(canaries), ...Object.keys(presences)],
    count: async () => 0,
    freshness: async () => [],
  };
  const parts = {
    languageModels: () => ({ models: [], usage: [] }),
    isAsked: true,
    news: () => new Map(),
    identify: () => LOCAL,
    passages,
    buckets: [{ name: "docs" }],
    isWatching: () => isWatching,
    checkStore: async () => undefined,
    canaries: () => new Map(Object.entries(canaries)),
    presences: () => new Map(Object.entries(presences)),
    limits: { fileBytes: 1, freshnessSeconds: 300 },
    webRoot: ".",
    isOurName: () => true,
    openai: { origins: [] },
    log: { error: () => {} },
  };
  const service = openQueryService(parts as unknown as QueryParts);
  return async (path: string) => service.fetch(new Request(`http://localhost${path}`));
}

test.each(["ok", "waiting", "off"] as const)(
  "a canary that is %s leaves the service ready",
  async (state) => {
    const ask = serviceWith({ docs: canary({ state }) });
    expect((await ask("/readyz")).status).toBe(200);
  },
);

test("a late canary fails readiness, with its bucket and its reason", async () => {
  const reason = "A test document has not become answerable for 412 seconds.";
  const ask = serviceWith({ good: canary({}), docs: canary({ state: "late", reason }) });
  const response = await ask("/readyz");
  expect(response.status).toBe(503);
  expect(response.headers.get("retry-after")).not.toBeNull();
  const { detail } = (await response.json()) as { detail: string };
  expect(detail).toContain(`docs: ${reason}`);
  expect(detail).not.toContain("good");
  expect((await ask("/livez")).status).toBe(200);
});

test("a bucket without any version is listed with what its canary says", async () => {
  const ask = serviceWith({ empty: canary({ state: "waiting", seconds: null, at: null }) });
  const { limitSeconds, buckets } = (await (await ask("/api/freshness")).json()) as {
    limitSeconds: number;
    buckets: { bucket: string; versions: number; answerable: object; canary: CanaryState }[];
  };
  expect(limitSeconds).toBe(300);
  expect(buckets).toMatchObject([
    { bucket: "empty", versions: 0, answerable: { p50: null }, canary: { state: "waiting" } },
  ]);
});

test("R9: a bucket that is not there, or of which too much is gone, fails readiness with its name and what to do", async () => {
  const presence: BucketPresence = {
    state: "absent",
    reason: "The folder is not mounted.",
    action: "Mount it.",
    since: "2026-01-05T09:00:00.000Z",
    gone: 0,
    until: null,
  };
  const there: BucketPresence = { ...presence, state: "there", reason: null, action: null, since: null };
  for (const state of ["absent", "incomplete", "waiting"] as const) {
    const ask = serviceWith({}, { good: there, docs: { ...presence, state } });
    const response = await ask("/readyz");
    expect(response.status).toBe(503);
    const { detail } = (await response.json()) as { detail: string };
    expect(detail).toContain("docs: The folder is not mounted. Mount it.");
    expect(detail).not.toContain("good");
    const { buckets } = (await (await ask("/api/freshness")).json()) as { buckets: object[] };
    expect(buckets).toMatchObject([{ bucket: "docs", presence: { state } }, { bucket: "good" }]);
  }
  expect((await serviceWith({}, { good: there })("/readyz")).status).toBe(200);
});

test("it is not ready before its buckets are watched", async () => {
  const response = await serviceWith({}, {}, false)("/readyz");
  expect(response.status).toBe(503);
  expect(await response.json()).toMatchObject({ detail: "No bucket is watched yet." });
});
