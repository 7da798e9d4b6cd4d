import {
  changedDocuments,
  type FollowedIndex,
  FootnoteError,
  type IndexBuilds,
  type IndexSource,
  type VectorSpace,
} from "@footnote/contracts";
import { systemClock } from "@footnote/runtime";
import { auditCollection } from "./audit.ts";
import { collectionBuilds, requireOurs } from "./builds.ts";
import { chunksIn } from "./collection.ts";
import { openWeaviate, type WeaviateAddress } from "./connection.ts";
import { Resting, reaching } from "./resting.ts";
import { searchDense } from "./search-dense.ts";
import { searchLexical } from "./search-lexical.ts";
import { writeDocuments } from "./write.ts";

/** Beyond this too much of what it finds is not live any more, and another index is asked. */
const MOST_BEHIND = 1_000;

export interface WeaviateOptions extends WeaviateAddress {
  /** The name that is searched; collections have it as their beginning. */
  readonly collection: string;
  readonly models: readonly VectorSpace[];
  readonly source: IndexSource;
  readonly builds: IndexBuilds;
  /** Told once when it cannot be searched, and again only after it could. */
  readonly onTrouble: (error: FootnoteError) => void;
}

/**
 * An index of chunks in Weaviate. It keeps terms and vectors and no texts.
 * @throws FootnoteError configuration_invalid, unavailable
 */
export async function openWeaviateIndex(
  options: WeaviateOptions,
): Promise<FollowedIndex & { close(): Promise<void> }> {
  const { collection, source, builds, onTrouble } = options;
  const client = await openWeaviate(options);
  const parts = { client, builds, alias: collection, models: options.models };
  try {
    await requireOurs(parts);
  } catch (error) {
    await client.close();
    throw error;
  }
  const models = new Set(options.models.map(({ id }) => id));
  const { host } = new URL(options.url);
  const resting = new Resting(host, () => client.isReady(), onTrouble, systemClock);
  const own = collectionBuilds(parts);
  const writeParts = (build: string) => ({ chunks: chunksIn(client, build), source, models });
  const searched = chunksIn(client, collection);
  return {
    capabilities: { asOf: false, idealScore: true, follows: "changes" },
    serving: () => reaching(host, own.serving),
    builds: () => reaching(host, own.builds),
    begin: () => reaching(host, own.begin),
    isSettled: (build) => reaching(host, () => own.isSettled(build)),
    serve: (build) => reaching(host, () => own.serve(build)),
    drop: (build) => reaching(host, () => own.drop(build)),
    lexical: (reader, question, limit, _asOf, asked) =>
      resting.run(async (signal) => {
        const terms = await source.askTerms(question);
        return { hits: await searchLexical(searched, reader, terms, limit, signal), ideal: terms.ideal };
      }, asked),
    dense: (reader, model, vector, limit, _asOf, asked) =>
      resting.run(
        async (signal) =>
          models.has(model.id) ? searchDense(searched, reader, model, vector, limit, signal) : [],
        asked,
      ),
    isCurrent: (asked) =>
      resting.run(async () => {
        const build = await own.serving();
        const lag = build === undefined ? undefined : await builds.lag(build);
        if (build === undefined || lag === undefined || lag.changes > MOST_BEHIND) throw behind();
        return lag.changes === 0 && own.isSettled(build);
      }, asked),
    apply: (changes) =>
      reaching(host, async () => {
        const build = await own.serving();
        if (build === undefined) throw behind();
        await writeDocuments(writeParts(build), changedDocuments(changes));
      }),
    write: (build, documents, signal) =>
      reaching(host, () => writeDocuments(writeParts(build), documents, signal), signal),
    audit: (build, how) =>
      reaching(
        host,
        () => auditCollection({ ...writeParts(build), isSettled: () => own.isSettled(build) }, how),
        how.signal,
      ),
    close() {
      resting.close();
      return client.close();
    },
  };
}

function behind(): FootnoteError {
  return new FootnoteError("unavailable", "The index in Weaviate is yet to be told of much that changed.", {
    action: "It catches up by itself.",
  });
}
