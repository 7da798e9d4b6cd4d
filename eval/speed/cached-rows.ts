// What a hundred thousand answers that are kept take up, and what they cost the transaction that makes a version live:
//   node eval/speed/cached-rows.ts [--answers 100000] [--documents 1000] [--json]
// On the real Postgres that infra/local/postgres.sh installs, without HTTP and without a model: vectors are random.
import { parseArgs } from "node:util";
import { openAnalyzer } from "@footnote/analysis";
import type { Answer, NewVersion } from "@footnote/contracts";
import { documentId, openPgStore } from "@footnote/store";
import { Client } from "pg";
import { newVersion } from "../../packages/store/conformance/world.ts";
import { newDatabase } from "../../test/postgres/database.ts";
import { Server } from "../../test/postgres/server.ts";
import { percentile, timed } from "./timing.ts";

const TENANT = "speed";
const READER = { tenant: TENANT, principals: ["everyone"] };
const MODEL = { id: "random-384", dimensions: 384 };
const CHUNKS = 4;
const MEASURED = 200;
/** What an answer rests on. */
const VERSIONS = 150;

const { values } = parseArgs({
  options: {
    answers: { type: "string", default: "100000" },
    documents: { type: "string", default: "1000" },
    json: { type: "boolean", default: false },
  },
});
const documents = Number(values.documents);

const server = await Server.start();
const url = await newDatabase(server.url);
const store = await openPgStore(
  { url, connections: 4, statementMilliseconds: 600_000 },
  { models: [MODEL], analyzer: openAnalyzer(), keepMilliseconds: 1_000 },
);
const client = new Client({ connectionString: url });
await client.connect();
await store.catalogue.attachBucket(TENANT, { name: "docs", folder: null, readers: ["everyone"] });

function randomVector(): Float32Array {
  const vector = Float32Array.from({ length: MODEL.dimensions }, () => Math.random() - 0.5);
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
}

function randomVersion(name: string): NewVersion {
  const texts = Array.from(
    { length: CHUNKS },
    (_, at) =>
      `${name}, paragraph ${at}: ${Array.from({ length: 60 }, () => `word${Math.floor(2_000 * Math.random())}`).join(" ")}`,
  );
  const version = newVersion(texts, [], new Date());
  return {
    ...version,
    version: name,
    model: MODEL.id,
    chunks: version.chunks.map((chunk) => ({ ...chunk, embedding: randomVector() })),
  };
}

let puts = 0;
/** Milliseconds of the transaction that makes a new document live. */
async function put(): Promise<number> {
  puts += 1;
  const key = `${puts}.md`;
  await store.catalogue.look(TENANT, "docs", [key], "change");
  const [claim] = await store.catalogue.claim(TENANT, ["docs"], ["change"], 1);
  if (claim === undefined) throw new Error("There is nothing to claim.");
  const version = randomVersion(`version-${puts}`);
  return timed(() => store.catalogue.commit(claim, version));
}

async function commits(): Promise<number[]> {
  const times: number[] = [];
  for (let at = 0; at < MEASURED; at++) times.push(await put());
  return times;
}

for (let at = 0; at < documents; at++) await put();
const before = await commits();

const key = { question: "a question", recipe: "speed" };
const { moment } = await store.answers.lookUp(READER, key);
const { lists } = await store.passages.resolve(READER);
const citation = { document: documentId(TENANT, "docs", "1.md"), quote: "word ".repeat(100) };
await store.answers.keep(READER, {
  key,
  question: "A question of some length, as people ask them?",
  answer: { status: "answered", text: "word ".repeat(400), citations: [citation] } as unknown as Answer,
  versions: Array.from({ length: VERSIONS }, (_, at) => ({
    document: documentId(TENANT, "docs", `${at + 1}.md`),
    version: `version-${at + 1}`,
  })),
  lists,
  moment,
  model: MODEL,
  vector: randomVector(),
  bar: {
    fused: 0.5,
    lexical: { best: 20, least: 2, weight: 0.5 },
    dense: { best: 0.9, least: 0.4, weight: 0.5 },
  },
  cost: { milliseconds: 100 },
  keepMilliseconds: 86_400_000,
});
const {
  rows: [index],
} = await client.query(
  "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = 'cached_answer' AND indexname LIKE '%hnsw%'",
);
await client.query(`DROP INDEX ${index.indexname}`);
// Copies with keys, vectors and documents of their own.
await client.query(
  `INSERT INTO cached_answer (tenant, fingerprint, recipe, key, question, model, vector, terms, identifiers, documents, versions,
     cited, seen, bar, answer, milliseconds, tokens_read, tokens_written, bytes, kept_at, expires_at, used_at)
   SELECT e.tenant, e.fingerprint, e.recipe, md5(n::text)::uuid, e.question || n, e.model,
          (SELECT array_agg(random() - 0.5 + 0 * (n + entry)) FROM generate_series(1, ${MODEL.dimensions}) entry)::vector, e.terms, e.identifiers,
          (SELECT array_agg(document) FROM (SELECT unnest(e.documents) AS document ORDER BY random() + 0 * n) mixed),
          e.versions, ARRAY[(e.documents)[1 + n % ${VERSIONS}]], e.seen, e.bar,
          json_build_object('status', 'answered', 'citations', e.answer -> 'citations', 'text',
            (SELECT string_agg(md5(random()::text || n || word), ' ') FROM generate_series(1, 60) word)),
          e.milliseconds, 0, 0, e.bytes, e.kept_at, e.expires_at, e.used_at
     FROM cached_answer e, generate_series(2, ${Number(values.answers)}) n`,
);
await client.query("SET maintenance_work_mem = '1GB'");
await client.query(index.indexdef);
await client.query("VACUUM ANALYZE cached_answer");
const after = await commits();
const lookUps: number[] = [];
const nears: number[] = [];
const fresh = { ...key, question: "another" };
await store.answers.keep(READER, {
  key: fresh,
  question: "Another?",
  answer: { status: "answered", text: "word ".repeat(400), citations: [citation] } as unknown as Answer,
  versions: Array.from({ length: VERSIONS }, (_, at) => ({
    document: documentId(TENANT, "docs", `${at + 1}.md`),
    version: `version-${at + 1}`,
  })),
  lists,
  moment: (await store.answers.lookUp(READER, fresh)).moment,
  model: MODEL,
  vector: randomVector(),
  bar: null,
  cost: { milliseconds: 100 },
  keepMilliseconds: 86_400_000,
});
for (let at = 0; at < 500; at++) {
  lookUps.push(
    await timed(async () => {
      if ((await store.answers.lookUp(READER, fresh)).found === undefined)
        throw new Error("It is not found.");
    }),
  );
  nears.push(await timed(() => store.answers.near(READER, "speed", MODEL, randomVector(), 5)));
}
const sizes = await client.query(
  `SELECT pg_total_relation_size('cached_answer')::float8 AS total, pg_relation_size($1)::float8 AS vectors,
          (SELECT avg(bytes)::float8 FROM cached_answer) AS counted`,
  [index.indexname],
);
// Without them once more, since the machine and the table of documents are no longer what they were before.
await client.query("TRUNCATE cached_answer");
const again = await commits();
await client.end();
await store.close();
await server.close();

const report = {
  answers: Number(values.answers),
  commit: {
    before: percentile(before, 0.5),
    with: percentile(after, 0.5),
    without: percentile(again, 0.5),
  },
  lookUp: { p50: percentile(lookUps, 0.5), p99: percentile(lookUps, 0.99) },
  near: { p50: percentile(nears, 0.5), p99: percentile(nears, 0.99) },
  bytesPerAnswer: {
    disk: sizes.rows[0].total / Number(values.answers),
    ofIt: { vectorIndex: sizes.rows[0].vectors / Number(values.answers) },
    counted: sizes.rows[0].counted,
  },
};
if (values.json) console.log(JSON.stringify(report));
else {
  const { commit, lookUp, near, bytesPerAnswer } = report;
  console.log(`${report.answers} answers, ${documents} documents of ${CHUNKS} chunks`);
  console.log(
    `making a version live: p50 ${commit.before.toFixed(1)} ms before, ${commit.with.toFixed(1)} ms with them, ${commit.without.toFixed(1)} ms without them again`,
  );
  console.log(`looking an answer up: p50 ${lookUp.p50.toFixed(1)} ms, p99 ${lookUp.p99.toFixed(1)} ms`);
  console.log(`the nearest questions: p50 ${near.p50.toFixed(1)} ms, p99 ${near.p99.toFixed(1)} ms`);
  console.log(
    `an answer takes ${Math.round(bytesPerAnswer.disk)} bytes of disk, ${Math.round(bytesPerAnswer.ofIt.vectorIndex)} of them in the index of vectors; counted are ${Math.round(bytesPerAnswer.counted)}`,
  );
}
