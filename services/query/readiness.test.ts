import type { CanaryState, PassageStore } from "@footnote/contracts";
import { expect, test } from "vitest";
import { openQueryService } from "./app.ts";
import type { QueryParts } from "./parts.ts";

const canary = (part: Partial<CanaryState>): CanaryState => ({
  state: "ok",
  seconds: 1.5,
  at: "2026-01-05T09:00:00.000Z",
  reason: null,
  ...part,
});

/** A service whose buckets have these canaries and nothing else. */
function serviceWith(canaries: Readonly<Record<string, CanaryState>>) {
  const passages: Partial<PassageStore> = {
    buckets: async () => Object.keys(canaries),
    count: async () => 0,
    freshness: async () => [],
  };
  const parts = {
    reader: { tenant: "one", principals: ["everyone"] },
    passages,
    buckets: [{ name: "docs" }],
    canaries: () => new Map(Object.entries(canaries)),
    limits: { fileBytes: 1, freshnessSeconds: 300 },
    webRoot: ".",
    isOurName: () => true,
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
