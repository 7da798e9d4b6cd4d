import { execFile } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import type { Lane } from "@footnote/contracts";
import { BUNDLED_MODEL } from "@footnote/models";
import { DEFAULT_LIMITS, type SandboxLimits } from "@footnote/parsing";
import { afterEach, describe, expect, test } from "vitest";
import type { Cutting, DocumentReader, Embed } from "./read-document.ts";
import { openReader } from "./reader.ts";

const run = promisify(execFile);
const opened: DocumentReader[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((reader) => reader.close()));
});

const CUTTING: Cutting = {
  settings: { strategy: "structure" },
  tokenizer: BUNDLED_MODEL.tokenizer.name,
  maxTokens: 240,
  parentTokens: 1_000,
};
const noEmbedding: Embed = () => Promise.reject(new Error("Nobody asks for vectors."));

function open(limits: Partial<SandboxLimits> = {}) {
  const reader = openReader({ ...DEFAULT_LIMITS, ...limits });
  opened.push(reader);
  return (
    source: { key: string; bytes: Uint8Array },
    {
      signal = new AbortController().signal,
      lane = "change" as Lane,
      cutting = CUTTING,
      embed = noEmbedding,
    } = {},
  ) => reader.read(source, cutting, embed, { lane, signal, onParsed: () => undefined });
}

const file = (key: string, content: string) => ({ key, bytes: new TextEncoder().encode(content) });
const fine = file("fine.md", "# Fine\n\nText.");
/** Lists in lists: what takes marked minutes, though the file is small. */
const slow = file(
  "slow.md",
  Array.from({ length: 6_000 }, (_, depth) => `${" ".repeat(depth)}- a`).join("\n"),
);

/** Processes below this one that read files and may take so much memory. */
async function processesWith(megabytes: number): Promise<number> {
  const { stdout } = await run("ps", ["-A", "-o", "ppid=,args="]);
  const lines = stdout.split("\n").map((line) => line.trim());
  return lines.filter(
    (line) => line.startsWith(`${process.pid} `) && line.endsWith(`child.ts ${megabytes * 1024 ** 2}`),
  ).length;
}

test("a file is read whole: its chunks, its text in segments with their blocks, and what a list shows of it", async () => {
  const read = open();
  expect(await read(fine)).toMatchObject({
    title: "Fine",
    format: "markdown",
    pages: null,
    length: 11,
    segments: [{ start: 0, end: 11, text: "Fine\n\nText." }],
    chunks: [{ ordinal: 0, headingPath: ["Fine"], text: "Text.", indexedText: "Fine\nText." }],
  });
  await expect(read(file("a.pdf", "no"))).rejects.toMatchObject({
    name: "FootnoteError",
    code: "file_mislabelled",
    action: expect.stringContaining("Rename"),
  });
});

test("a long document arrives in parts, in order and complete", async () => {
  const lines = Array.from({ length: 60_000 }, (_, index) => `line ${index}, that says as much.`);
  const { segments, chunks, length } = await open()(file("long.txt", lines.join("\n\n")));
  expect(segments.map(({ text }) => text).join("")).toBe(lines.join("\n\n"));
  expect(segments.at(-1)?.end).toBe(length);
  expect(chunks.map(({ ordinal }) => ordinal)).toEqual(chunks.map((_, index) => index));
  expect(chunks.at(-1)?.end).toBe(length);
});

test("a chunker that asks a model asks the one outside, and hears when that fails", async () => {
  const read = open();
  const sentences = Array.from({ length: 200 }, (_, index) => `Sentence ${index} says something of its own.`);
  const source = file("topics.txt", sentences.join(" "));
  const cutting: Cutting = { ...CUTTING, settings: { strategy: "semantic" } };
  let asked = 0;
  const embed: Embed = async (texts) => {
    asked += texts.length;
    return texts.map((text) => Float32Array.of(text.length % 7, 1));
  };
  expect((await read(source, { cutting, embed })).chunks.length).toBeGreaterThan(3);
  expect(asked).toBeGreaterThan(100);
  await expect(read(source, { cutting })).rejects.toMatchObject({ code: "internal" });
  expect((await read(fine)).title).toBe("Fine");
});

describe("R10: a file keeps nobody waiting", () => {
  test("R4: what changed is not held up by a slow file of a backfill", async () => {
    const read = open({ maxSeconds: 100 });
    const given = new AbortController();
    const held = read(slow, { signal: given.signal, lane: "backfill" }).catch((error: unknown) => error);
    expect((await read(fine)).title).toBe("Fine");
    given.abort(new Error("seen enough"));
    expect(await held).toMatchObject({ message: "seen enough" });
  });

  test("one that takes long goes on elsewhere, and the next file is read meanwhile", async () => {
    const read = open({ maxSeconds: 100 });
    const given = new AbortController();
    const held = [slow, slow].map((each) =>
      read(each, { signal: given.signal }).catch((error: unknown) => error),
    );
    expect((await read(fine)).title).toBe("Fine");
    // The second one waits for the place of the first.
    const pending = Symbol("pending");
    for (const outcome of held) expect(await Promise.race([outcome, sleep(50, pending)])).toBe(pending);
    given.abort(new Error("seen enough"));
    expect(await Promise.all(held)).toMatchObject([{ message: "seen enough" }, { message: "seen enough" }]);
    expect((await read(fine)).title).toBe("Fine");
  });

  test("one that takes longer than its size allows is a dead letter, parsed or being cut", async () => {
    const read = open({ maxSeconds: 1 });
    await expect(read(slow)).rejects.toMatchObject({ code: "file_too_slow" });
    // Parsed in a moment, and cut into tens of thousands of chunks.
    const long = file("long.txt", "Some words of a text without an end. ".repeat(600_000));
    await expect(read(long)).rejects.toMatchObject({ code: "file_too_slow" });
    expect((await read(fine)).title).toBe("Fine");
  });
});

describe("R10: few files at once may take much memory", () => {
  /** More text than a light reader takes. */
  const long = (name: string) => file(name, "Some words of a text without an end. ".repeat(280_000));
  /** More bytes, of which hardly any are text. */
  const padded = (name: string) => file(name, `Fine.${" ".repeat(17 * 1024 ** 2)}`);

  test("what does not fit into a light reader is read by another, and a small file does not wait for it", async () => {
    const read = open();
    const order: string[] = [];
    const noted = async (source: typeof fine) => {
      const { length } = await read(source);
      order.push(source.key);
      return length;
    };
    expect(await Promise.all([long("long.txt"), fine].map(noted))).toEqual([10_359_999, 11]);
    expect(order).toEqual(["fine.md", "long.txt"]);
  });

  test("one file at a time has more memory than a light one", async () => {
    const read = open();
    const done = new AbortController();
    const seen: number[] = [];
    const looking = (async () => {
      while (!done.signal.aborted) {
        seen.push(await processesWith(DEFAULT_LIMITS.maxMemoryMegabytes));
        await sleep(50);
      }
    })();
    await Promise.all(["a.txt", "b.txt"].map((name) => read(padded(name))));
    done.abort();
    await looking;
    expect(Math.max(...seen)).toBe(1);
  });
});

test("R10: what is indexed of a file is bounded by what it weighs", async () => {
  const read = open();
  const heading = `# ${"a heading that says much ".repeat(16)}\n\n`;
  const sections = (count: number) => heading + "## a\n\nb\n\n".repeat(count);
  await expect(read(file("many.md", sections(20_000)))).rejects.toMatchObject({
    code: "file_too_large",
    message: expect.stringMatching(
      /^Its 180,\d{3} bytes would become [\d,]+ passages, each with the headings above it\.$/,
    ),
  });
  expect((await read(file("few.md", sections(200)))).chunks.length).toBeGreaterThan(199);
});

describe("stopping", () => {
  test("an aborted file is given up at once, being read or waiting, and the next is read", async () => {
    const read = open();
    const abort = new AbortController();
    const outcomes = Promise.allSettled([
      read(slow, { signal: abort.signal }),
      read(fine, { signal: abort.signal }),
      read(fine),
    ]);
    abort.abort(new Error("enough"));
    expect(await outcomes).toMatchObject([
      { reason: { message: "enough" } },
      { reason: { message: "enough" } },
      { value: { title: "Fine" } },
    ]);
  });

  test("a closed reader refuses what waits and what comes", async () => {
    const reader = openReader(DEFAULT_LIMITS);
    const read = (source: typeof fine) =>
      reader.read(source, CUTTING, noEmbedding, {
        lane: "change",
        signal: new AbortController().signal,
        onParsed: () => undefined,
      });
    const outcomes = Promise.allSettled([read(slow), read(fine)]);
    await reader.close();
    for (const outcome of await outcomes) expect(outcome).toMatchObject({ reason: { code: "unavailable" } });
    await expect(read(fine)).rejects.toMatchObject({ code: "unavailable" });
  });
});
