import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { CachingStore } from "@footnote/contracts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { wordAnalyzer } from "../conformance/analyzer.ts";
import { answerPromises } from "../conformance/answers.ts";
import { changePromises } from "../conformance/changes.ts";
import { chunkIndexPromises } from "../conformance/chunk-index.ts";
import { originalPromises } from "../conformance/originals.ts";
import { questionPromises } from "../conformance/question-log.ts";
import { requestPromises } from "../conformance/requests.ts";
import { showcasePromises } from "../conformance/showcase.ts";
import { CONFORMANCE_MODEL, KEEP_MILLISECONDS, storeConformance } from "../conformance/suite.ts";
import { webhookPromises } from "../conformance/webhooks.ts";
import type { OpenStore } from "../conformance/world.ts";
import { writtenAheadPromises } from "../postgres/testing/written-ahead.ts";
import { newDatabase } from "../testing/new-database.ts";
import { lockDirectory } from "./lock.ts";
import { openPgliteStore } from "./open.ts";

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "footnote-store-"));
});
afterAll(() => rm(directory, { recursive: true }));

const openIn =
  (folder: string): OpenStore<CachingStore> =>
  async (now, elapsed) => {
    await newDatabase(join(directory, folder, "postgres"));
    return openPgliteStore(join(directory, folder), {
      models: [CONFORMANCE_MODEL],
      analyzer: wordAnalyzer,
      now,
      elapsed,
      keepMilliseconds: KEEP_MILLISECONDS,
    });
  };
storeConformance("PGlite", openIn("conformance"));
changePromises("PGlite", openIn("changes"));
chunkIndexPromises("PGlite", openIn("index"), (store) => store.index);
questionPromises("PGlite", openIn("questions"));
showcasePromises("PGlite", openIn("showcase"));
originalPromises("PGlite", openIn("originals"));
requestPromises("PGlite", openIn("requests"));
webhookPromises("PGlite", openIn("webhooks"));
writtenAheadPromises("PGlite", openIn("written-ahead"));
answerPromises("PGlite", openIn("answers"));

describe("R8: a data directory belongs to one process", () => {
  test("a second opener in the same process is refused with what to do", () => {
    const lock = lockDirectory(join(directory, "held"));
    expect(() => lockDirectory(join(directory, "held"))).toThrow(/Another Footnote is using/);
    lock.release();
    lockDirectory(join(directory, "held")).release();
  });

  test("another process is refused while the holder lives and admitted once it was killed", async () => {
    const held = join(directory, "killed");
    const holder = fork(join(import.meta.dirname, "lock-holder.fixture.ts"), [held]);
    try {
      await once(holder, "message");
      expect(() => lockDirectory(held)).toThrow(expect.objectContaining({ code: "data_directory_in_use" }));
    } finally {
      holder.kill("SIGKILL");
      await once(holder, "exit");
    }
    lockDirectory(held).release();
  });

  test("a closed store refuses late callers, and has let go of its directory for good", async () => {
    const path = join(directory, "closed");
    const options = {
      models: [CONFORMANCE_MODEL],
      analyzer: wordAnalyzer,
      now: () => new Date(),
      elapsed: () => performance.now(),
      keepMilliseconds: KEEP_MILLISECONDS,
    };
    const reader = { tenant: "tenant", principals: ["staff"] };
    await newDatabase(join(path, "postgres"));
    const store = await openPgliteStore(path, options);
    const counted = store.passages.count(reader).catch((error: unknown) => error);
    await Promise.all([store.close(), store.close()]);
    await counted;
    const next = await openPgliteStore(path, options);
    await expect(store.passages.count(reader)).rejects.toMatchObject({ code: "unavailable" });
    await expect(store.catalogue.attachedBuckets("tenant")).rejects.toMatchObject({ code: "unavailable" });
    expect(await next.passages.count(reader)).toBe(0);
    await next.close();
  });

  test("a directory that cannot be made is refused with what to do", async () => {
    expect(() => lockDirectory("/dev/null/footnote")).toThrow(
      expect.objectContaining({
        code: "data_directory_unwritable",
        action: expect.stringContaining("--data"),
      }),
    );
  });
});
