// The product as several processes on a Kafka, an S3 server and a Postgres of its own, with a model server whose cost is fixed:
//   node eval/speed/on-servers.ts [--documents 240] [--backfill 1500] [--samples 50] [--json]
// How many chunks a second two processes that watch a bucket take in beside one (at least 1.8 times), and how soon an object that was put
// is found while a backfill runs (p99 at most 10 s). The model server waits and computes nothing, so that what is shared by
// all processes (this machine's cores, Postgres) is not what is measured.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { Client } from "pg";
import { newDatabase } from "../../test/postgres/database.ts";
import { Server as PostgresServer } from "../../test/postgres/server.ts";
import { OrdinaryClient } from "../../test/servers/s3-client.ts";
import { KafkaServer, KEYS, S3Server, TOPIC } from "../../test/servers/server.ts";
import { wordsOf } from "./generated-chunks.ts";
import { percentile } from "./timing.ts";

const { values } = parseArgs({
  options: {
    documents: { type: "string", default: "240" },
    backfill: { type: "string", default: "1500" },
    samples: { type: "string", default: "50" },
    json: { type: "boolean", default: false },
  },
});
const ENTRY = join(import.meta.dirname, "../../services/cli/footnote.js");
/** Of a text; a process has four requests under way, so it embeds some 40 texts a second. */
const MILLISECONDS_OF_A_TEXT = 100;
const DIMENSIONS = 384;
const SECTIONS = 5;
const WORDS_OF_A_SECTION = 90;
const LIMITS = { workers: 1.8, answerableSeconds: 10 };

process.env.KAFKAJS_NO_PARTITIONER_WARNING = "1";
const [postgres, kafka] = await Promise.all([PostgresServer.start(), KafkaServer.start()]);
const s3 = await S3Server.start(kafka.broker);
const model = await modelServer();
const home = await mkdtemp(join(tmpdir(), "footnote-on-servers-"));
const ends: (() => Promise<void>)[] = [];
let started = 0;
try {
  const [one, two] = [await chunksPerSecond(1), await chunksPerSecond(2)];
  const seconds = await whileBackfilling();
  const figures = {
    load: loadavg()[0],
    chunksPerSecond: { one, two, ratio: two / one },
    answerable: { p50: percentile(seconds, 0.5), p99: percentile(seconds, 0.99), samples: seconds.length },
  };
  if (values.json) console.log(JSON.stringify(figures));
  else {
    console.log(
      `one process ${one.toFixed(1)} chunks/s, two ${two.toFixed(1)}: ${(two / one).toFixed(2)} x (at least ${LIMITS.workers})`,
    );
    const { p50, p99 } = figures.answerable;
    console.log(
      `put to found while a backfill runs: p50 ${p50.toFixed(2)} s, p99 ${p99.toFixed(2)} s (at most ${LIMITS.answerableSeconds})`,
    );
    console.log(`load ${figures.load?.toFixed(1)}`);
  }
} finally {
  for (const end of ends) await end();
  model.server.close();
  await s3.close();
  await Promise.all([kafka.close(), postgres.close()]);
  await rm(home, { recursive: true, force: true });
}

interface World {
  readonly client: OrdinaryClient;
  readonly database: string;
  start(command: "watch" | "serve"): Promise<string>;
  /** Ends what was started. */
  end(): Promise<void>;
}

/** A bucket and a database of their own. */
async function openWorld(): Promise<World> {
  const client = await OrdinaryClient.makeBucket(s3.endpoint);
  const database = await newDatabase(postgres.url);
  const own: (() => Promise<void>)[] = [];
  const end = async () => {
    await Promise.all(own.splice(0).map((stop) => stop()));
  };
  ends.push(end);
  return {
    client,
    database,
    end,
    async start(command) {
      const child = spawn(
        process.execPath,
        [ENTRY, command, "--data", join(home, `${started++}`), "--port", "0", "--json"],
        {
          stdio: ["ignore", "pipe", "inherit"],
          env: {
            ...process.env,
            ...KEYS,
            FOOTNOTE_DATABASE_URL: database,
            FOOTNOTE_BUCKETS: `docs=s3://${client.name}`,
            FOOTNOTE_S3_ENDPOINT: s3.endpoint,
            FOOTNOTE_EVENTS_KAFKA_BROKERS: kafka.broker,
            FOOTNOTE_EVENTS_KAFKA_TOPIC: TOPIC,
            FOOTNOTE_FRESHNESS_CANARY: "false",
            FOOTNOTE_EMBEDDING_PROVIDER: "openai-compatible",
            FOOTNOTE_EMBEDDING_BASE_URL: model.url,
            FOOTNOTE_EMBEDDING_MODEL: "fixed",
            FOOTNOTE_EMBEDDING_DIMENSIONS: String(DIMENSIONS),
            FOOTNOTE_EMBEDDING_MAX_TOKENS: "512",
            FOOTNOTE_LOG: "error",
          },
        },
      );
      own.push(async () => {
        if (child.exitCode !== null || child.signalCode !== null) return;
        child.kill("SIGTERM");
        await once(child, "exit");
      });
      let out = "";
      for await (const part of child.stdout) {
        out += String(part);
        if (out.includes("\n")) return (JSON.parse(out) as { url: string }).url;
      }
      throw new Error(`footnote ${command} ended at its start.`);
    },
  };
}

/** Between a tenth and nine tenths of them, so that neither starting nor running dry counts. */
async function chunksPerSecond(processes: number): Promise<number> {
  const world = await openWorld();
  const documents = Number(values.documents);
  await putAll(world, documents, `of ${processes}`);
  // The tables first, so that both begin together.
  await world.start("serve");
  await Promise.all(Array.from({ length: processes }, () => world.start("watch")));
  const reader = new Client({ connectionString: world.database });
  await reader.connect();
  const live = async () => {
    const { rows } = await reader.query<{ at: Date; chunks: number }>(
      "SELECT created_at AS at, chunks FROM version ORDER BY created_at",
    );
    return rows;
  };
  let rows = await live();
  while (rows.length < documents) {
    await sleep(500);
    rows = await live();
  }
  await reader.end();
  await world.end();
  const counted = rows.slice(Math.floor(documents * 0.1), Math.floor(documents * 0.9));
  const seconds = ((counted.at(-1)?.at.getTime() ?? 0) - (counted[0]?.at.getTime() ?? 0)) / 1_000;
  return counted.slice(1).reduce((sum, { chunks }) => sum + chunks, 0) / seconds;
}

/** Seconds from an object's put until a search finds it, one after the other, while a backfill runs. */
async function whileBackfilling(): Promise<number[]> {
  const world = await openWorld();
  const backfill = Number(values.backfill);
  await putAll(world, backfill, "backfilled");
  const url = await world.start("serve");
  await Promise.all([world.start("watch"), world.start("watch")]);
  const seconds: number[] = [];
  for (let sample = 0; sample < Number(values.samples); sample++) {
    const word = `fresh${wordsOf(90_000_000 + sample, 1)}`;
    const began = performance.now();
    await world.client.put(`fresh/${sample}.md`, `# Fresh ${sample}\n\nThe ${word} is new.\n`);
    while (!(await found(url, word))) await sleep(30);
    seconds.push((performance.now() - began) / 1_000);
  }
  const { documents } = (await (await fetch(`${url}/api/status`)).json()) as {
    documents: { queued: number };
  };
  await world.end();
  if (documents.queued === 0)
    throw new Error("The backfill was over before the measurement: name more documents with --backfill.");
  return seconds;
}

async function found(url: string, word: string): Promise<boolean> {
  const response = await fetch(`${url}/api/search`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ question: word }),
  });
  const { results } = (await response.json()) as { results: { text: string }[] };
  return results.some(({ text }) => text.includes(word));
}

async function putAll({ client }: World, documents: number, title: string): Promise<void> {
  for (let from = 0; from < documents; from += 20) {
    const some = Array.from({ length: Math.min(20, documents - from) }, (_, at) => from + at);
    await Promise.all(some.map((document) => client.put(`${document}.md`, textOf(document, title))));
  }
}

/** Each section is a chunk that no other document has. */
function textOf(document: number, title: string): string {
  const sections = Array.from({ length: SECTIONS }, (_, at) => {
    const words = wordsOf(40_000_000 + document * SECTIONS + at, WORDS_OF_A_SECTION);
    return `## Section ${at}\n\n${words} ${title}.`;
  });
  return `# Document ${document}\n\n${sections.join("\n\n")}\n`;
}

/** Embeddings in OpenAI's form, after so long for each text. */
async function modelServer() {
  const vectors = (texts: readonly string[]) =>
    texts.map((text, index) => {
      const entries = Array.from({ length: DIMENSIONS }, (_, at) => Math.sin(text.length * 7 + at * 1.7));
      return { object: "embedding", index, embedding: entries };
    });
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const part of request) body += String(part);
    const { input } = JSON.parse(body) as { input: string | string[] };
    const texts = typeof input === "string" ? [input] : input;
    await sleep(texts.length * MILLISECONDS_OF_A_TEXT);
    response.writeHead(200, { "Content-Type": "application/json" });
    response.end(JSON.stringify({ object: "list", data: vectors(texts), model: "fixed" }));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" ? address?.port : 0;
  return { server, url: `http://127.0.0.1:${port}/v1` };
}
