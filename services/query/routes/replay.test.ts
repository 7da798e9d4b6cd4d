import type { DocumentState, PassageStore, Problem } from "@footnote/contracts";
import { FootnoteError } from "@footnote/contracts";
import { expect, test } from "vitest";
import type { QueryParts } from "../parts.ts";
import { askedBy, LOCAL } from "../testing/local-caller.ts";
import { deadLetterRoutes } from "./routes-dead-letters.ts";

const id = (number: number) => `00000000-0000-5000-8000-${String(number).padStart(12, "0")}`;

/** A service over documents in these states; what it queues changes to "queued", as in the catalogue. */
function serviceOver(states: readonly DocumentState[]) {
  const documents = states.map((state, number) => ({
    document: id(number),
    bucket: number % 2 === 0 ? "even" : "odd",
    key: `${number}.md`,
    state,
  }));
  const looked: string[] = [];
  const passages: Partial<PassageStore> = {
    async documents(_, { after, limit, state }) {
      const found = documents.filter(
        (row) => row.state === state && (after === undefined || row.document > after),
      );
      const page = found.slice(0, Math.min(limit, 2));
      const rows = page.map((row) => ({ ...row, problem: row as unknown as Problem }));
      return {
        documents: rows as never,
        next: found.length > page.length ? (page.at(-1)?.document ?? null) : null,
        found: null,
      };
    },
    async history(_, document) {
      const found = documents.find((row) => row.document === document);
      if (found === undefined) throw new FootnoteError("not_found", "There is none.", { action: "Look." });
      return { ...found, problem: null, versions: [], identical: [] };
    },
  };
  const parts = {
    passages,
    catalogue: {
      async look(_: string, bucket: string, keys: string[], lane: string) {
        looked.push(...keys.map((key) => `${lane} ${bucket}/${key}`));
        for (const row of documents) if (keys.includes(row.key)) row.state = "queued";
        return [];
      },
    },
    onQueued: () => {},
  };
  const app = askedBy(LOCAL, deadLetterRoutes(parts as unknown as QueryParts));
  const replay = async (body: object) => {
    const response = await app.request("/api/dead-letters/replay", {
      method: "POST",
      body: JSON.stringify(body),
    });
    return (await response.json()) as { queued: number };
  };
  return { replay, looked };
}

test("R7: all dead letters are replayed, over as many pages as they fill, and those only", async () => {
  const { replay, looked } = serviceOver([
    "dead",
    "live",
    "dead",
    "dead",
    "queued",
    "dead",
    "failed",
    "dead",
  ]);
  expect(await replay({ all: true })).toEqual({ queued: 5 });
  expect(looked.toSorted()).toEqual([
    "change even/0.md",
    "change even/2.md",
    "change odd/3.md",
    "change odd/5.md",
    "change odd/7.md",
  ]);
  expect(await replay({ all: true })).toEqual({ queued: 0 });
});

test("of the documents named, only those that are dead or failed are replayed, each once", async () => {
  const { replay, looked } = serviceOver(["dead", "live", "failed", "queued"]);
  const documents = [id(0), id(0), id(1), id(2), id(3), id(99)];
  expect(await replay({ documents })).toEqual({ queued: 2 });
  expect(looked).toEqual(["change even/0.md", "change even/2.md"]);
  expect(await replay({ documents })).toEqual({ queued: 0 });
});
