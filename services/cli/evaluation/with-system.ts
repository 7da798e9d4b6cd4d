import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { FootnoteError, type Status } from "@footnote/contracts";
import { sha256Of } from "@footnote/evaluation";
import { type Client, catchUp, openClient, remoteClient } from "../client.ts";
import { type Embedded, openEmbedded } from "../embedded.ts";
import { settled, statusOf } from "../settled.ts";
import { writeCorpus } from "./corpus-bucket.ts";
import type { Suite } from "./suite.ts";
import type { EvaluatedSystem } from "./system.ts";
import { systemAtUrl } from "./system-at-url.ts";
import { systemHere } from "./system-here.ts";
import type { Setup, Variant } from "./variants.ts";

const LOOK_EVERY_MILLISECONDS = 500;

export interface Evaluating {
  readonly system: EvaluatedSystem;
  /** Of what makes answers; null where that is somewhere else. */
  readonly recipe: string | null;
  readonly models: { readonly embedding: string | null; readonly language: string | null };
}

/** What is evaluated with one variant of those that share a setup. @throws FootnoteError request_invalid where it cannot be */
export type Open = (variant: Variant) => Evaluating;

export interface Where {
  /** A Footnote that runs elsewhere. */
  readonly url: string | undefined;
  /** Folder with the documents that a golden set is about; undefined for the configured buckets. */
  readonly documents: string | undefined;
  /** Where indexes are kept for the next run. */
  readonly indexes: string;
  readonly onProgress: (status: Status) => void;
}

/** Opens what a suite is asked of, lets `work` evaluate it, and closes it. */
export async function withSystem<Result>(
  suite: Suite,
  setup: Setup,
  where: Where,
  work: (open: Open) => Promise<Result>,
): Promise<Result> {
  const documents = where.documents ?? (suite.kind === "golden" ? suite.golden.documents : undefined);
  if (where.url !== undefined)
    return work(openAt(suite, where.url, remoteClient(setup.configuration, where.url)));
  if (suite.kind === "golden" && documents === undefined) return onLiveData(suite, setup, where, work);
  return onIndexOf(suite, documents, setup, where, work);
}

function openAt(suite: Suite, url: string, client: Client): Open {
  return ({ named, cache }) => {
    const isVaried = Object.keys(named).some((name) => name !== "cache");
    if (suite.kind === "beir" || isVaried)
      throw new FootnoteError(
        "request_invalid",
        "A running Footnote is asked golden questions about what it holds, with its own settings.",
        { action: "Leave --url out or stop it, and name the documents with --documents." },
      );
    return {
      system: systemAtUrl(url, client, cache),
      recipe: null,
      models: { embedding: null, language: null },
    };
  };
}

/** The configured buckets, asked in this process, or of the Footnote that uses the data directory. */
async function onLiveData<Result>(
  suite: Suite,
  { configuration, chunking }: Setup,
  { onProgress }: Where,
  work: (open: Open) => Promise<Result>,
): Promise<Result> {
  if (chunking !== undefined)
    throw new FootnoteError(
      "request_invalid",
      "Buckets that are answered from are not cut anew for an evaluation.",
      {
        action: "Name the documents with --documents: they are indexed anew for each chunking.",
      },
    );
  const client = await openClient(configuration, configuration.buckets.length > 0);
  try {
    await catchUp(client, onProgress);
    const { embedded, url } = client;
    return await work(embedded === undefined ? openAt(suite, url ?? "", client) : openHere(embedded));
  } finally {
    await client.close();
  }
}

/** Documents of the suite's own, in an index of their own. */
async function onIndexOf<Result>(
  suite: Suite,
  documents: string | undefined,
  { configuration, chunking }: Setup,
  { indexes, onProgress }: Where,
  work: (open: Open) => Promise<Result>,
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
    buckets: [{ ...registration, chunking: chunking ?? { strategy: "structure" } }],
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
  if (suite.kind === "golden" && (await wroteSince(footnote, openedAt))) {
    // BM25 knows the exact lengths of rows that were just written, and keeps them in a byte each once they lie in a segment, as
    // after the index was opened again: on the handbook words alone reach .805, and .819 nDCG@10 then. What is compared
    // has to be measured on the same. Labelled sets are measured as they were indexed: their promises were made so.
    await footnote.close();
    footnote = await open();
  }
  try {
    return await work(openHere(footnote));
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

function openHere(footnote: Embedded): Open {
  return ({ legs, cache }) => ({
    system: systemHere(footnote, legs, cache),
    recipe: footnote.recipe,
    models: {
      embedding: footnote.embedder.model.id,
      language: footnote.configuration.answers.model?.name ?? null,
    },
  });
}
