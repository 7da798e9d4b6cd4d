import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { FootnoteError, type Status } from "@footnote/contracts";
import { sha256Of } from "@footnote/evaluation";
import { catchUp, openClient, remoteClient } from "../client.ts";
import { type Embedded, openEmbedded } from "../embedded.ts";
import { settled, statusOf } from "../settled.ts";
import { writeCorpus } from "./corpus-bucket.ts";
import type { Suite } from "./suite.ts";
import type { EvaluatedSystem } from "./system.ts";
import { systemAtUrl } from "./system-at-url.ts";
import { systemHere } from "./system-here.ts";
import type { Variant } from "./variants.ts";

const LOOK_EVERY_MILLISECONDS = 500;

export interface Evaluating {
  readonly system: EvaluatedSystem;
  /** Of what makes answers; null where that is somewhere else. */
  readonly recipe: string | null;
  readonly models: { readonly embedding: string | null; readonly language: string | null };
}

export interface Where {
  /** A Footnote that runs elsewhere. */
  readonly url: string | undefined;
  /** Folder with the documents that a golden set is about; undefined for the configured buckets. */
  readonly documents: string | undefined;
  /** Where indexes are kept for the next run. */
  readonly indexes: string;
  readonly onProgress: (status: Status) => void;
}

/** Opens what a variant is about, lets `work` evaluate it, and closes it. */
export async function withSystem<Result>(
  suite: Suite,
  variant: Variant,
  where: Where,
  work: (evaluating: Evaluating) => Promise<Result>,
): Promise<Result> {
  const documents = where.documents ?? (suite.kind === "golden" ? suite.golden.documents : undefined);
  if (where.url !== undefined) return atUrl(suite, variant, where.url, work);
  if (suite.kind === "golden" && documents === undefined) return onLiveData(variant, where, work);
  return onIndexOf(suite, documents, variant, where, work);
}

async function atUrl<Result>(
  suite: Suite,
  { legs, cache, configuration }: Variant,
  url: string,
  work: (evaluating: Evaluating) => Promise<Result>,
): Promise<Result> {
  if (suite.kind === "beir" || legs !== "hybrid")
    throw new FootnoteError(
      "request_invalid",
      "Labelled sets and single legs are evaluated in this process.",
      {
        action: "Leave --url out, or give a file of golden questions about what lies there.",
      },
    );
  const client = remoteClient(configuration, url);
  return work({
    system: systemAtUrl(url, client, cache),
    recipe: null,
    models: { embedding: null, language: null },
  });
}

/** The configured buckets, asked in this process, or of the Footnote that uses the data directory. */
async function onLiveData<Result>(
  { configuration, legs, cache }: Variant,
  { onProgress }: Where,
  work: (evaluating: Evaluating) => Promise<Result>,
): Promise<Result> {
  const client = await openClient(configuration);
  try {
    await catchUp(client, onProgress);
    const { embedded, url } = client;
    if (embedded !== undefined) return await work(here(embedded, { legs, cache }));
    if (legs !== "hybrid")
      throw new FootnoteError("request_invalid", "A running Footnote does not search by one leg alone.", {
        action: "Stop it, or name the documents with --documents.",
      });
    return await work({
      system: systemAtUrl(url ?? "", client, cache),
      recipe: null,
      models: { embedding: null, language: null },
    });
  } finally {
    await client.close();
  }
}

/** Documents of the suite's own, in an index of their own. */
async function onIndexOf<Result>(
  suite: Suite,
  documents: string | undefined,
  { configuration, chunking, legs, cache }: Variant,
  { indexes, onProgress }: Where,
  work: (evaluating: Evaluating) => Promise<Result>,
): Promise<Result> {
  const made = sha256Of([suite.name, documents, configuration.embedding, chunking]).slice(0, 8);
  const folder = join(indexes, `${suite.name}-${made}`);
  const bucket = documents ?? join(folder, "documents");
  await mkdir(folder, { recursive: true });
  if (suite.kind === "beir") await writeCorpus(suite.dataset, bucket);
  const registration = { name: suite.name, folder: bucket, readers: ["everyone"] };
  const { database: _, ...withoutDatabase } = configuration;
  const settings = {
    ...withoutDatabase,
    data: join(folder, "index"),
    buckets: [{ ...registration, chunking }],
  };
  const open = async () => {
    const footnote = await openEmbedded(settings);
    try {
      const { reconciled } = await footnote.watch([registration]);
      await reconciled;
      const { problems } = await settled(statusOf(footnote), onProgress);
      // An index of another engine is told of what was written, and may be behind.
      while (!(await footnote.indexes.isCurrent())) await setTimeout(LOOK_EVERY_MILLISECONDS);
      const failed = problems.filter(({ state }) => state !== "skipped");
      // A labelled set is measured whole or not at all; documents of people's own may have some that cannot be read.
      if (suite.kind === "beir" && failed.length > 0)
        throw new Error(`Not all documents are answerable: ${JSON.stringify(failed.slice(0, 3))}`);
      return footnote;
    } catch (error) {
      await footnote.close();
      throw error;
    }
  };
  const openedAt = new Date().toISOString();
  let footnote = await open();
  if (await wroteSince(footnote, openedAt)) {
    // BM25 of rows that were just written scores a little otherwise than of the same rows once the index was opened anew
    // (on the handbook words alone reach .805 and then .819 nDCG@10). What is compared has to be measured on the latter.
    await footnote.close();
    footnote = await open();
  }
  try {
    return await work(here(footnote, { legs, cache }));
  } finally {
    await footnote.close();
  }
}

async function wroteSince({ store, reader }: Embedded, openedAt: string): Promise<boolean> {
  let after: string | undefined;
  do {
    const { documents, next } = await store.passages.documents(reader, { after, limit: 100, state: "live" });
    if (documents.some(({ times }) => times !== null && times.live >= openedAt)) return true;
    after = next ?? undefined;
  } while (after !== undefined);
  return false;
}

function here(footnote: Embedded, { legs, cache }: Pick<Variant, "legs" | "cache">): Evaluating {
  return {
    system: systemHere(footnote, legs, cache),
    recipe: footnote.recipe,
    models: {
      embedding: footnote.embedder.model.id,
      language: footnote.configuration.answers.model?.name ?? null,
    },
  };
}
