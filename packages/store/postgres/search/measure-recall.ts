import type { IndexProbe, IndexRecallOptions, IndexRecallRow, VectorSpace } from "@footnote/contracts";
import { chunkReadable, readerParameters } from "../access/visible.ts";
import type { SqlClient, SqlSession } from "../connection/sql-client.ts";
import { modelIs, vectorOf, vectorText } from "./vector-index.ts";

/** Two inner products of the same vectors may differ in their last digits, by the order in which they are summed. */
const EQUALLY_NEAR = 1e-6;
const PARTS = 1_000_000;

/** See `IndexProbe`. Approximate searches run in transactions whose settings end with them. */
export function indexProbe(client: SqlClient): IndexProbe {
  return {
    async sample(reader, model, count) {
      const rows = await client.query<{ vector: string }>(
        `SELECT c.embedding::text AS vector FROM chunk c
          WHERE ${modelIs(model, "c.embedding_model")} AND ${chunkReadable("c")} ORDER BY md5(c.id::text) LIMIT $3`,
        [...readerParameters(reader), count],
      );
      return rows.map(({ vector }) => Float32Array.from(JSON.parse(vector) as number[]));
    },

    async recall(reader, model, vectors, options) {
      const { efs, signal, onProgress } = options;
      const ways = [
        ...options.shares.map((share) => ({ share, gone: 0 })),
        ...options.gone.map((gone) => ({ share: 1, gone })),
      ];
      const ofModel = modelIs(model, "c.embedding_model");
      const [counted] = await client.query<{ rows: number; chunks: number }>(
        `SELECT count(*)::int AS rows, count(*) FILTER (WHERE ${chunkReadable("c")})::int AS chunks FROM chunk c WHERE ${ofModel}`,
        readerParameters(reader),
      );
      const { rows = 0, chunks = 0 } = counted ?? {};
      const measured: IndexRecallRow[] = [];
      const of = ways.length * (1 + efs.length) * vectors.length;
      let done = 0;
      const step = () => {
        signal?.throwIfAborted();
        done += 1;
        onProgress?.(done, of);
      };
      for (const way of ways) {
        const search = searchOf(model, reader, way, options.limit);
        const exact: Searched[] = [];
        for (const vector of vectors) {
          exact.push(await timed(() => search(client, vector, "exact")));
          step();
        }
        for (const ef of efs) {
          const found = await client.transaction(async (session) => {
            await session.query(`SET LOCAL hnsw.ef_search = ${Number(ef)}`);
            // Else a plan that compares all may win, which finds all.
            await session.query("SET LOCAL enable_sort = off");
            const each: Searched[] = [];
            for (const vector of vectors) {
              each.push(await timed(() => search(session, vector, "index")));
              step();
            }
            return each;
          });
          measured.push({ ...way, ef, ...compared(exact, found) });
        }
      }
      return { chunks, rows, questions: vectors.length, measured };
    },
  };
}

interface Searched {
  /** Inner products, best first. */
  readonly scores: readonly number[];
  readonly milliseconds: number;
}

async function timed(work: () => Promise<number[]>): Promise<Searched> {
  const begun = performance.now();
  const scores = await work();
  return { scores, milliseconds: performance.now() - begun };
}

/**
 * Whoever reads that share of the documents reads those whose ids hash below it. A row of a version that is gone is met by the
 * index and left out by the same condition that leaves out what may not be read, and so is one that is taken for gone here.
 */
function searchOf(
  model: VectorSpace,
  reader: Parameters<typeof readerParameters>[0],
  { share, gone }: Pick<IndexRecallRow, "share" | "gone">,
  limit: IndexRecallOptions["limit"],
) {
  const distance = `${vectorOf(model, "c.embedding")} <#> $3::vector(${Number(model.dimensions)})`;
  const below = (text: string, part: number) =>
    `('x' || left(md5(${text}), 8))::bit(32)::bigint % ${PARTS} < ${Math.round(part * PARTS)}`;
  const isThere = `${below("c.document::text", share)} AND NOT ${below("'gone' || c.id::text", gone)}`;
  const isFound = `${modelIs(model, "c.embedding_model")} AND ${isThere} AND coalesce((SELECT ${chunkReadable("c")}), false)`;
  // The sum keeps the index out of it.
  const by = { exact: `(${distance}) + 0`, index: distance };
  return async (session: SqlSession, vector: Float32Array, how: "exact" | "index"): Promise<number[]> => {
    const rows = await session.query<{ score: number }>(
      `SELECT -(${distance}) AS score FROM chunk c WHERE ${isFound} ORDER BY ${by[how]} LIMIT $4`,
      [...readerParameters(reader), vectorText(vector), limit],
    );
    return rows.map(({ score }) => score);
  };
}

function compared(
  exact: readonly Searched[],
  found: readonly Searched[],
): Omit<IndexRecallRow, "share" | "gone" | "ef"> {
  const recalls = exact.map(({ scores }, at) => {
    const least = (scores.at(-1) ?? Number.POSITIVE_INFINITY) - EQUALLY_NEAR;
    const hits = found[at]?.scores.filter((score) => score >= least).length ?? 0;
    return scores.length === 0 ? 1 : Math.min(1, hits / scores.length);
  });
  return {
    recall: recalls.reduce((sum, one) => sum + one, 0) / recalls.length,
    worst: Math.min(...recalls),
    milliseconds: median(found.map(({ milliseconds }) => milliseconds)),
    exactMilliseconds: median(exact.map(({ milliseconds }) => milliseconds)),
  };
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;
}
