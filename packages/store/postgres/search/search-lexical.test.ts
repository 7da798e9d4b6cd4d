import type { ResolvedReader } from "@footnote/contracts";
import { expect, test } from "vitest";
import { wordAnalyzer } from "../../conformance/analyzer.ts";
import type { SqlSession } from "../connection/sql-client.ts";
import { searchLexical } from "./search-lexical.ts";

const reader = { tenant: "one", lists: ["7"], within: undefined } as unknown as ResolvedReader;

/** An index full of what others may read; how many rows each scan of the chunks asks for, and whether each is scored. */
async function scansFor(visibleChunks: number) {
  const scans: number[] = [];
  let isEachScored = false;
  const answer = (sql: string): object[] => {
    if (sql.includes("AS documents")) return [{ documents: 3, chunks: visibleChunks }];
    if (sql.includes("AS ideal")) return [{ ideal: 1, unknown: [] }];
    if (sql.includes("AS own")) isEachScored = true;
    const limit = Number(/LIMIT (\d+)$/.exec(sql)?.[1] ?? 0);
    if (!sql.includes("bm25_get_current_score")) return [];
    if (sql.includes("FROM chunk t")) scans.push(limit);
    return Array.from({ length: limit }, (_, at) => ({
      chunk: `${at}`,
      visible: false,
      score: -at,
      section: "",
    }));
  };
  const session = { query: async (sql: string) => answer(sql) } as unknown as SqlSession;
  await searchLexical(session, wordAnalyzer, reader, "leave", 100, undefined);
  return { scans, isEachScored };
}

test("a reader of little does not wait while the index is read to its end for what others may read", async () => {
  expect(await scansFor(50)).toEqual({ scans: [], isEachScored: true });
  expect(await scansFor(200)).toEqual({ scans: [100, 400], isEachScored: true });
  expect(await scansFor(1_000)).toEqual({ scans: [100, 400, 1_600], isEachScored: true });
  expect(await scansFor(10_000)).toEqual({ scans: [100, 400, 1_600, 6_400, 25_600], isEachScored: false });
});
