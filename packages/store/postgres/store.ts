import type { EmbeddingModel, Store } from "@footnote/contracts";
import { attachBuckets, attachedBuckets } from "./buckets.ts";
import { claim, look, nextDue, postpone } from "./claims.ts";
import { commitVersion } from "./commit.ts";
import { documentText } from "./document-text.ts";
import { documents, status } from "./documents.ts";
import { known, knownKeys } from "./known.ts";
import { migrate } from "./migrate.ts";
import { passages, texts } from "./passages.ts";
import { searchDense } from "./search-dense.ts";
import { searchLexical } from "./search-lexical.ts";
import { confirm, fail, remove, withdraw } from "./settle.ts";
import type { SqlClient } from "./sql-client.ts";
import { createVectorIndex } from "./vector-index.ts";

/** Below this many rows written or deleted since the last time, VACUUM is not worth its pause. */
const MAINTAIN_AFTER_ROWS = 1_000;

/**
 * The store on any Postgres that has pgvector and pg_textsearch. Takes over the client and closes it. `links` is HNSW's
 * m, the links of a vector on each layer.
 */
export async function openPostgresStore(
  client: SqlClient,
  model: EmbeddingModel,
  now: () => Date,
  links: number,
): Promise<Store> {
  await migrate(client);
  await createVectorIndex(client, model, links);
  let churnedRows = 0;
  const churn = (rows: number | undefined): boolean => {
    churnedRows += rows ?? 0;
    return rows !== undefined;
  };
  return {
    catalogue: {
      attachBuckets: (tenant, buckets) => attachBuckets(client, tenant, buckets),
      attachedBuckets: (tenant) => attachedBuckets(client, tenant),
      look: (tenant, bucket, keys) => look(client, now(), tenant, bucket, keys),
      withdraw: async (tenant, bucket, key) => {
        churn(await withdraw(client, now(), tenant, bucket, key));
      },
      claim: (tenant, buckets, limit) => claim(client, now(), tenant, buckets, limit),
      nextDue: (tenant, buckets) => nextDue(client, tenant, buckets),
      postpone: (claimed, until) => postpone(client, claimed, until),
      commit: async (claimed, version) => churn(await commitVersion(client, now, model.id, claimed, version)),
      confirm: (claimed, object) => confirm(client, now(), claimed, object),
      remove: async (claimed) => churn(await remove(client, now(), claimed)),
      fail: async (claimed, failure) => churn(await fail(client, now(), claimed, failure)),
      known: (tenant, bucket, keys) => known(client, tenant, bucket, keys),
      knownKeys: (tenant, bucket, after, limit) => knownKeys(client, tenant, bucket, after, limit),
    },
    passages: {
      searchLexical: (reader, question, limit) => searchLexical(client, reader, question, limit),
      searchDense: (reader, vector, limit) => searchDense(client, model, reader, vector, limit),
      passages: (reader, chunks) => passages(client, reader, chunks),
      texts: (reader, spans) => texts(client, reader, spans),
      documentText: (reader, document, version, window, at) =>
        documentText(client, reader, document, version, window, at),
      documents: (reader, page) => documents(client, reader, page),
      status: (reader) => status(client, reader),
    },
    async maintain() {
      if (churnedRows < MAINTAIN_AFTER_ROWS) return;
      churnedRows = 0;
      await client.query("VACUUM (ANALYZE) chunk");
      await client.query("VACUUM (ANALYZE) section");
      await client.query("ANALYZE document, document_reader, version");
    },
    close: () => client.close(),
  };
}
