/**
 * Whether the answer to one question may be given to another: what the cache's rules say beside what a fixed cosine says, on the
 * same vectors. Pairs of our own, and where its folder is given the questions of a labelled set in BEIR's layout that has
 * answers, each asked of a cache that holds those before it.
 *
 *     npx node eval/quality/cache-pairs.ts [XQUAD_EN]
 */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { agree, normalise } from "@footnote/caching";
import { openBundledEmbedder } from "@footnote/models";

export interface QuestionPair {
  readonly id: string;
  /** The test half was written after the rules, and looked at when they were done. */
  readonly split: "development" | "test";
  /** What makes the difference; "paraphrase" or "harmless" where there is none. */
  readonly kind: string;
  readonly one: string;
  readonly other: string;
  readonly same: boolean;
}

interface Compared {
  readonly cosine: number;
  readonly agrees: boolean;
  readonly same: boolean;
}

type Rule = readonly [name: string, isHit: (pair: Compared) => boolean];

/** What a cache without rules would be set to, and the rules alone and above a cosine. */
const RULES: readonly Rule[] = [
  ...[0.9, 0.92, 0.95].map((from): Rule => [`cosine ${from}`, ({ cosine }) => cosine >= from]),
  ...[0, 0.7, 0.8, 0.9].map(
    (from): Rule => [
      from === 0 ? "rules" : `rules, cosine ${from}`,
      ({ cosine, agrees }) => agrees && cosine >= from,
    ],
  ),
];
/** What the cache looks at of what lies nearest. */
const NEAREST = 5;

export async function readPairs(): Promise<QuestionPair[]> {
  const text = await readFile(join(import.meta.dirname, "dev/cache-pairs.jsonl"), "utf8");
  return text
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as QuestionPair);
}

if (import.meta.main) {
  const embedder = await openBundledEmbedder();
  const embed = (questions: readonly string[]) =>
    embedder.embed(questions, { as: "question", priority: "background" });
  try {
    const pairs = await readPairs();
    for (const split of ["development", "test"] as const)
      await reportPairs(
        split,
        pairs.filter((pair) => pair.split === split),
        embed,
      );
    const [labelled] = process.argv.slice(2);
    if (labelled !== undefined) await reportTraffic(labelled, embed);
  } finally {
    await embedder.close();
  }
}

type Embed = (questions: readonly string[]) => Promise<Float32Array[]>;

async function reportPairs(name: string, pairs: readonly QuestionPair[], embed: Embed): Promise<void> {
  const ones = await embed(pairs.map(({ one }) => one));
  const others = await embed(pairs.map(({ other }) => other));
  const compared = pairs.map(({ one, other, same }, at) => ({
    cosine: cosineOf(ones[at] as Float32Array, others[at] as Float32Array),
    agrees: agree(other, one).agrees,
    same,
  }));
  const same = compared.filter((pair) => pair.same).length;
  console.log(`\n${name}: ${pairs.length} pairs, ${same} of them ask the same`);
  table(compared, same);
}

/** Each question is asked of a cache that holds all before it, and given what the rule takes of the nearest ones. */
async function reportTraffic(folder: string, embed: Embed): Promise<void> {
  const lines = (await readFile(join(folder, "queries.jsonl"), "utf8")).trim().split("\n");
  const queries = lines.map((line) => JSON.parse(line) as { text: string; answers: string[] });
  const vectors = await embed(queries.map(({ text }) => text));
  console.log(`\n${folder}: ${queries.length} questions against each other`);
  for (const [name, isHit] of RULES) {
    const hits = queries.flatMap((asked, at) => {
      const key = normalise(asked.text);
      // What is the very same question is no matter of rules.
      const others = nearest(vectors, at).filter(
        ({ place }) => normalise(queries[place]?.text ?? "") !== key,
      );
      const near = others.map(({ place, cosine }) => {
        const before = queries[place] as (typeof queries)[number];
        const same = asked.answers.join("|") === before.answers.join("|");
        return { cosine, same, agrees: agree(asked.text, before.text).agrees };
      });
      const hit = near.find(isHit);
      return hit === undefined ? [] : [hit];
    });
    const wrong = hits.filter(({ same }) => !same).length;
    console.log(`${name.padEnd(18)} hits ${hits.length} of ${queries.length}, wrong ${wrong}`);
  }
}

function nearest(vectors: readonly Float32Array[], at: number) {
  return vectors
    .slice(0, at)
    .map((vector, place) => ({ place, cosine: cosineOf(vector, vectors[at] as Float32Array) }))
    .toSorted((one, other) => other.cosine - one.cosine)
    .slice(0, NEAREST);
}

function table(compared: readonly Compared[], same: number): void {
  const percent = (part: number, whole: number) =>
    whole === 0 ? "-" : `${((100 * part) / whole).toFixed(1)} %`;
  for (const [name, isHit] of RULES) {
    const hits = compared.filter(isHit);
    const wrong = hits.filter((pair) => !pair.same).length;
    console.log(
      [
        name.padEnd(18),
        `hits ${percent(hits.length, compared.length)} of all`,
        `${percent(hits.length - wrong, same)} of those that ask the same`,
        `wrong ${wrong}: ${percent(wrong, hits.length)} of hits, ${percent(wrong, compared.length)} of all`,
      ].join("  "),
    );
  }
}

function cosineOf(one: Float32Array, other: Float32Array): number {
  return one.reduce((sum, value, at) => sum + value * (other[at] as number), 0);
}
