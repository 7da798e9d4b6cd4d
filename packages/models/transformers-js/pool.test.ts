import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { EmbeddingPriority } from "@footnote/contracts";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Pool } from "./pool.ts";

const BROKEN = new URL("./testing/broken-worker.ts", import.meta.url);
const ENTRY = new URL("./testing/fragile-worker.ts", import.meta.url);
const texts = (count: number) => Array.from({ length: count }, (_, at) => "x".repeat((at % 50) + 1));
const workersOf = (vectors: Float32Array[]) => new Set(vectors.map(([, , worker]) => worker));
const lengths = (vectors: Float32Array[]) => vectors.map(([length]) => length);

let deaths: unknown[];
let pool: Pool;
function openPool(workers: number, entry = ENTRY): Pool {
  pool = new Pool({
    entry,
    workers,
    niceness: 0,
    onDeath: (cause) => deaths.push(cause),
  });
  return pool;
}

const embedWith =
  (opened: Pool, priority: EmbeddingPriority = "background") =>
  (call: readonly string[], signal?: AbortSignal) =>
    opened.embed(call, { priority, isCut: false, signal });

beforeEach(() => {
  deaths = [];
});
afterEach(() => pool.close());

describe("a pool of workers", () => {
  it("gives one vector per text, in order, to many callers at once", async () => {
    const embed = embedWith(openPool(3));
    const calls = [1, 7, 40, 200].map(texts);
    const answers = await Promise.all(calls.map((call) => embed(call)));
    expect(answers.map(lengths)).toEqual(calls.map((call) => call.map((text) => text.length)));
    expect(await embed([])).toEqual([]);
  });

  it("does not let three texts wait for three thousand", async () => {
    const embed = embedWith(openPool(1));
    const finished: string[] = [];
    const large = embed(texts(3_000)).then(() => finished.push("large"));
    const small = embed(texts(3)).then(() => finished.push("small"));
    await Promise.all([large, small]);
    expect(finished).toEqual(["small", "large"]);
  });

  it("computes what changed before what did not, however long that waits already", async () => {
    const opened = openPool(1);
    const finished: string[] = [];
    const others = Array.from({ length: 10 }, (_, at) =>
      embedWith(opened)(texts(30)).then(() => finished.push(`other ${at}`)),
    );
    const changed = embedWith(opened, "change")(texts(200)).then(() => finished.push("changed"));
    await Promise.all([...others, changed]);
    expect(finished[0]).toBe("changed");
  });

  it("lets no text of a question wait behind a chunk, not even behind those that lie before a worker", async () => {
    const opened = openPool(2);
    // Its worker is there: else the others may be done with all that they have before it is.
    await embedWith(opened, "question")(texts(1));
    const chunks = [embedWith(opened, "change")(texts(500)), embedWith(opened)(texts(500))];
    const asked = await embedWith(opened, "question")(texts(40));
    const computed = (await Promise.all(chunks)).flat();
    // By the one worker that is kept for questions.
    const askedBy = workersOf(asked);
    expect(askedBy.size).toBe(1);
    expect(workersOf(computed).intersection(askedBy).size).toBe(0);
  });

  it("has a question's texts computed by all its workers while no chunk is there", async () => {
    const opened = openPool(2);
    await embedWith(opened)(texts(40));
    expect(workersOf(await embedWith(opened, "question")(texts(40))).size).toBe(3);
  });

  it("starts a worker that died again, and loses none of the texts that it had", async () => {
    const folder = await mkdtemp(join(tmpdir(), "pool-"));
    const call = [...texts(20), `stumble ${folder}/once`, ...texts(20)];
    expect(lengths(await embedWith(openPool(2))(call))).toEqual(call.map((text) => text.length));
    expect(deaths).toHaveLength(1);
    await rm(folder, { recursive: true });
  });

  it("fails only the caller whose text kills every worker", async () => {
    const embed = embedWith(openPool(2));
    const neighbour = embed(texts(100));
    await expect(embed(["fine", "poison"])).rejects.toMatchObject({
      code: "embedding_failed",
      cause: { message: "poisoned" },
    });
    expect(await neighbour).toHaveLength(100);
    expect(deaths).toHaveLength(2);
  });

  it("fails every caller when no worker can start", async () => {
    const embed = embedWith(openPool(1, BROKEN));
    const answers = await Promise.allSettled([embed(texts(20)), embed(texts(1))]);
    expect(answers).toMatchObject(
      answers.map(() => ({
        status: "rejected",
        reason: { code: "embedding_failed", cause: { message: "cannot load" } },
      })),
    );
  });

  it("refuses a text that is too long instead of losing its end, and says how long it is", async () => {
    const embed = embedWith(openPool(1));
    const error = await embed(["fine", "long"]).catch((error) => error);
    expect(error).toMatchObject({ code: "internal", message: expect.stringContaining("300 tokens") });
    expect(await embed(["fine"])).toHaveLength(1);
  });

  it("drops the texts of a caller who gave up", async () => {
    const embed = embedWith(openPool(1));
    const caller = new AbortController();
    const given = embed(texts(1_000), caller.signal);
    caller.abort(new Error("enough"));
    await expect(given).rejects.toThrow("enough");
    await expect(embed(texts(1), caller.signal)).rejects.toThrow("enough");
    const [vector] = await embed(texts(1));
    // Only what already lay before the worker was computed.
    expect(vector?.[1]).toBeLessThan(20);
  });

  it("lets nobody wait for it once it is closed", async () => {
    const embed = embedWith(openPool(2));
    const waiting = embed(texts(500));
    const closed = pool.close();
    await expect(waiting).rejects.toMatchObject({ code: "unavailable" });
    await expect(embed(texts(1))).rejects.toMatchObject({ code: "unavailable" });
    await closed;
    expect(deaths).toEqual([]);
  });
});
