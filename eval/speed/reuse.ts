// How many chunks of a changed document take the vectors that are there already, for every chunking strategy, through a
// whole ingest:  node eval/speed/reuse.ts [FOLDER] [--json]
// The document is made of the Markdown files of FOLDER (default: the sample handbook), of about 50 chunks where there are
// enough. It is edited, then paragraphs are put in, each time at several places; then it is renamed, then copied. Beside
// the share stands the time from writing to answerable, as a ratio to the first ingest of the same document: once as a
// reader waits (it includes half a second in which a file must not change) and once of the work alone, from fetched on.
import { copyFile, mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type ChunkingStrategy, openChunker } from "@footnote/chunking";
import type { KeptVersion } from "@footnote/contracts";
import { BUNDLED_MODEL, openTokenCounter } from "@footnote/models";
import { DEFAULT_LIMITS, parseFile } from "@footnote/parsing";
import { loadConfiguration } from "@footnote/runtime";
import { chunkTokens, PARENT_TOKENS } from "@footnote/service-ingest";
import { type Embedded, openEmbedded } from "../../services/cli/embedded.ts";
import { readMarkdown, SAMPLE } from "./markdown.ts";
import { percentile } from "./timing.ts";

const STRATEGIES = ["structure", "parent-child", "recursive", "fixed", "semantic"] as const;
const CHUNKS = 50;
/** Shares of the document before each edit. */
const PLACES = [0.1, 0.3, 0.5, 0.7, 0.9];
const INSERTED =
  "It says what nobody has said before: that the blue bicycles of the third floor are washed on Tuesdays, by turns.";
const POLL_MILLISECONDS = 20;

interface Change {
  readonly chunks: number;
  readonly reused: number;
  /** From written to answerable, to the same of the first ingest. */
  readonly answerable: number;
  /** From fetched to answerable, likewise. */
  readonly work: number;
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: "boolean", default: false } },
});
const texts = await readMarkdown(positionals[0] ?? SAMPLE);
const tokens = await openTokenCounter(BUNDLED_MODEL.tokenizer.name);

const report = [];
for (const strategy of STRATEGIES) {
  const measured = await measure(strategy);
  report.push(measured);
  if (!values.json) print(measured);
}
if (values.json) console.log(JSON.stringify(report));

async function measure(strategy: ChunkingStrategy) {
  const root = await mkdtemp(join(tmpdir(), "footnote-reuse-"));
  const folder = join(root, "docs");
  await mkdir(folder);
  const footnote = await openEmbedded(
    loadConfiguration({
      environment: {},
      directory: root,
      overrides: {
        data: join(root, "index"),
        log: "error",
        buckets: [{ name: "docs", folder, chunking: { strategy } }],
      },
    }),
  );
  try {
    const service = await footnote.watch([{ name: "docs", folder, readers: ["everyone"] }]);
    await service.reconciled;
    // So that the first ingest waits for no model to be loaded.
    await footnote.embedder.embed(["Is it ready?", "It is."], { as: "passage", priority: "change" });
    let paragraphs = await paragraphsFor(strategy, footnote);
    const path = join(folder, "handbook.md");
    const write = () => writeFile(path, paragraphs.join("\n\n"));

    await write();
    const first = await nextVersion(footnote, "handbook.md", undefined);
    let last = first;
    const changed = async (key: string): Promise<Change> => {
      last = await nextVersion(footnote, key, key === "handbook.md" ? last : undefined);
      return {
        chunks: last.chunks,
        reused: last.reused,
        answerable: last.answerableAfter / first.answerableAfter,
        work: workOf(last) / workOf(first),
      };
    };
    const edits = [];
    for (const [index, place] of PLACES.entries()) {
      const at = proseNear(paragraphs, place);
      paragraphs = paragraphs.with(at, `${paragraphs[at]} This was added in revision ${index + 1}.`);
      await write();
      edits.push(await changed("handbook.md"));
    }
    const insertions = [];
    for (const [index, place] of PLACES.entries()) {
      const at = proseNear(paragraphs, place);
      paragraphs = paragraphs.toSpliced(
        at,
        0,
        `Paragraph ${index + 1} of those that were put in. ${INSERTED}`,
      );
      await write();
      insertions.push(await changed("handbook.md"));
    }
    await rename(path, join(folder, "manual.md"));
    const renamed = await changed("manual.md");
    await copyFile(join(folder, "manual.md"), join(folder, "copy.md"));
    const copied = await changed("copy.md");
    return {
      strategy,
      first: {
        chunks: first.chunks,
        reused: first.reused,
        seconds: first.answerableAfter,
        work: workOf(first),
      },
      edit: summary(edits),
      insertion: summary(insertions),
      rename: summary([renamed]),
      copy: summary([copied]),
    };
  } finally {
    await footnote.close();
    await rm(root, { recursive: true });
  }
}

/** The first paragraphs of all the text, as many as make about 50 chunks. */
async function paragraphsFor(strategy: ChunkingStrategy, { embedder }: Embedded): Promise<string[]> {
  const all = ["# Handbook", ...texts.flatMap((text) => text.split(/\n{2,}/))];
  const chunker = openChunker(
    { strategy },
    {
      tokens,
      maxTokens: chunkTokens(embedder.model),
      parentTokens: PARENT_TOKENS,
      embedder: { embedChunks: (some) => embedder.embed(some, { as: "passage", priority: "background" }) },
    },
  );
  let count = all.length;
  for (;;) {
    const bytes = Buffer.from(all.slice(0, count).join("\n\n"));
    const { length } = await chunker.chunk(await parseFile({ key: "handbook.md", bytes }, DEFAULT_LIMITS));
    if (length <= CHUNKS + 2) return all.slice(0, count);
    count = Math.min(count - 1, Math.ceil((count * CHUNKS) / length));
  }
}

/** The paragraph of prose that lies nearest to that share of the document. */
function proseNear(paragraphs: readonly string[], place: number): number {
  const middle = place * paragraphs.length;
  const prose = [...paragraphs.keys()].filter((at) => /^[A-Z][^|`{<]{80,}$/.test(paragraphs[at] ?? ""));
  return prose.sort((one, other) => Math.abs(one - middle) - Math.abs(other - middle))[0] ?? 0;
}

/** The version that becomes live after this one. */
async function nextVersion(
  { store, reader }: Embedded,
  key: string,
  before: KeptVersion | undefined,
): Promise<KeptVersion> {
  for (;;) {
    const { documents } = await store.passages.documents(reader, {
      after: undefined,
      limit: 10,
      state: "live",
    });
    const row = documents.find((document) => document.key === key);
    if (row !== undefined && row.version !== before?.version) {
      const [newest] = (await store.passages.history(reader, row.document)).versions;
      if (newest !== undefined) return newest;
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MILLISECONDS));
  }
}

/** Seconds from fetched to answerable. */
function workOf({ times }: KeptVersion): number {
  return (Date.parse(times.live) - Date.parse(times.fetched)) / 1_000;
}

function summary(changes: readonly Change[]) {
  const shares = changes.map(({ chunks, reused }) => reused / chunks);
  return {
    times: changes.length,
    chunks: percentile(
      changes.map(({ chunks }) => chunks),
      0.5,
    ),
    leastReused: Math.min(...shares),
    meanReused: shares.reduce((sum, share) => sum + share, 0) / shares.length,
    answerable: percentile(
      changes.map(({ answerable }) => answerable),
      0.5,
    ),
    work: percentile(
      changes.map(({ work }) => work),
      0.5,
    ),
  };
}

function print({ strategy, first, ...changes }: Awaited<ReturnType<typeof measure>>): void {
  console.log(
    `${strategy}: ${first.chunks} chunks, first answerable after ${first.seconds.toFixed(2)} s (work ${first.work.toFixed(2)} s)`,
  );
  for (const [name, { times, leastReused, meanReused, answerable, work }] of Object.entries(changes)) {
    const share = (100 * meanReused).toFixed(1).padStart(5);
    const least = times > 1 ? ` (least of ${times}: ${(100 * leastReused).toFixed(1)} %)` : "";
    console.log(
      `  ${name.padEnd(10)}${share} % reused${least.padEnd(24)} answerable ${answerable.toFixed(2)} x, work ${work.toFixed(2)} x the first`,
    );
  }
}
