import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { IndexRecall } from "@footnote/contracts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newDatabase } from "../../packages/store/testing/new-database.ts";
import { type CommandLine, openCommandLine } from "../end-to-end/command-line.ts";
import { eventually } from "../end-to-end/footnote.ts";

const ANIMALS = [
  "heron",
  "otter",
  "badger",
  "curlew",
  "plover",
  "marten",
  "beaver",
  "osprey",
  "pike",
  "newt",
];
const RUN = "evaluations/animals/as_configured";
/** All that a run keeps, but for what it took. */
const KEPT = ["run.json", "results.jsonl", "means.json", "run.trec", "qrels.trec"];

let folder: string;
let command: CommandLine;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "footnote-evaluation-"));
  await mkdir(join(folder, "documents"));
  for (const [index, animal] of ANIMALS.entries()) {
    const rules = `Whoever sees a ${animal} writes it into the book. The ${animal} may be fed ${index + 2} times a day, and never at night.`;
    await writeFile(
      join(folder, "documents", `${animal}.md`),
      `# Feeding the ${animal}\n\n${rules}\n\n## History\n\n${"It was first seen here long ago. ".repeat(40)}\n`,
    );
  }
  await writeFile(join(folder, "documents/small.md"), "# Opening hours\n\nThe house opens at nine.\n");
  await writeFile(join(folder, "animals.yaml"), suite());
  command = openCommandLine(folder);
});
afterAll(async () => {
  command.close();
  await rm(folder, { recursive: true, force: true });
});

function suite(): string {
  const questions = ANIMALS.map((animal, index) => ({
    id: animal,
    question: `How often may the ${animal} be fed?`,
    must: [`${index + 2} times a day`],
    passages: [{ key: `${animal}.md`, quote: `The ${animal} may be fed ${index + 2} times a day` }],
  }));
  const none = { id: "none", question: "What does a parking permit cost?", answerable: false };
  return JSON.stringify({ documents: "documents", questions: [...questions, none] });
}

async function run(...args: string[]) {
  return command.footnote(["eval", ...args]).finished;
}

async function kept(of = RUN): Promise<Record<string, string>> {
  const files: Record<string, string> = {};
  for (const name of KEPT) files[name] = await readFile(join(folder, of, name), "utf8");
  return files;
}

// Each of these is several processes that index and ask, one after the other.
describe("footnote eval", { timeout: 240_000 }, () => {
  let first: Record<string, string>;

  test("a suite of golden questions is run on its documents, and every figure says of how many questions it is", async () => {
    const { code, out, err } = await run("run", "animals.yaml", "--json");
    expect(code, err).toBe(0);
    const [measured] = (JSON.parse(out) as { runs: { measures: Record<string, object> }[] }).runs;
    expect(measured?.measures["passage_success@5"]).toEqual({ mean: 1, defined: 10, undefined: 1 });
    expect(measured?.measures.quote_validity).toMatchObject({ mean: 1 });
    expect(measured?.measures.abstention_recall).toEqual({ mean: 1, defined: 1, undefined: 10 });
    first = await kept();
  });

  test("same seed, same bytes: a second run is the same but for its timings", async () => {
    const { code } = await run("run", "animals.yaml", "--again");
    expect(code).toBe(0);
    expect(await kept()).toEqual(first);
  });

  test("a run that is killed goes on where it ended, and ends as if it had not been", async () => {
    const killed = command.footnote(["eval", "run", "animals.yaml", "--again"]);
    const results = join(folder, RUN, "results.jsonl");
    await eventually(
      () => readFile(results, "utf8").catch(() => ""),
      (text) => text.split("\n").length > 3 && text !== first["results.jsonl"],
    );
    killed.child.kill("SIGKILL");
    await killed.finished;
    // However far it came: as a kill within the write of the fourth line leaves it.
    const lines = (await readFile(results, "utf8")).split("\n").slice(0, 3);
    await writeFile(results, `${lines.join("\n")}\n{"id":"torn`);
    const { code, err } = await run("run", "animals.yaml");
    expect(code, err).toBe(0);
    expect(await kept()).toEqual(first);
  });

  test("what another system found is measured from its run in TREC's form, and what is malformed is named by line", async () => {
    const { code, out } = await run("score", join(RUN, "qrels.trec"), join(RUN, "run.trec"), "--json");
    expect(code).toBe(0);
    const { means } = JSON.parse(out) as { means: Record<string, { mean: number }> };
    const own = JSON.parse(first["means.json"] ?? "") as typeof means;
    expect(means.mrr?.mean).toBe(own.mrr?.mean);
    await writeFile(join(folder, "broken.trec"), "q1 Q0 d1 1 0.5 tag\nq1 Q0 d2 two\n");
    expect(await command.refused(["eval", "score", join(RUN, "qrels.trec"), "broken.trec"])).toContain(
      "broken.trec, line 2",
    );
    await writeFile(join(folder, "broken.jsonl"), '{"id":"a","question":"b?","must":["("]}\n');
    expect(await command.refused(["eval", "run", "broken.jsonl"])).toContain(
      "broken.jsonl, line 1: must.0 must be a regular expression",
    );
  });

  test("it is said how much the index of vectors misses, with questions and without, and nothing of an index that is not there", async () => {
    const none = await run("index", "--data", "nowhere");
    expect({ code: none.code, err: none.err }).toEqual({
      code: 1,
      err: expect.stringContaining("There is no index in"),
    });
    await newDatabase(join(folder, "read/postgres"));
    const read = await command.footnote(["ingest", "documents", "--data", "read"]).finished;
    expect(read.code).toBe(0);
    const { out } = await run("index", "animals.yaml", "--data", "read", "--json");
    const { chunks, questions, measured } = JSON.parse(out) as IndexRecall;
    expect(chunks).toBeGreaterThan(ANIMALS.length);
    expect(questions).toBe(ANIMALS.length + 1);
    // So few that no search in them misses anything.
    expect(measured.every(({ recall }) => recall === 1)).toBe(true);
    expect((await run("index", "--questions", "5", "--data", "read")).out).toContain(
      "5 questions, the 10 nearest.",
    );
  });

  test("questions are drafted from headings, with where they stand, and none is asked before a person accepted it", async () => {
    await mkdir(join(folder, "faq"), { recursive: true });
    const answer = "At reception, with a photo identity card. Each further one costs 15 euros.";
    await writeFile(
      join(folder, "faq/faq.md"),
      `# Questions\n\n## Where do I get a new badge?\n\n${answer}\n`,
    );
    const { code, out, err } = await run("generate", "--documents", "faq");
    expect(code, err).toBe(0);
    expect(out).toContain("question: Where do I get a new badge?");
    expect(out).toContain(`quote: ${answer}`);
    await writeFile(join(folder, "drafts.yaml"), out);
    expect(await command.refused(["eval", "run", "drafts.yaml"])).toContain("all questions are drafts");
  });

  test("a deliberate regression is refused: by a floor, and by a significant drop against the baseline", async () => {
    await writeFile(
      join(folder, "gate.yaml"),
      "version: 1\ngates:\n  - suite: animals\n    floors: { passage_success@5: 0.9 }\n    drops: { baseline: baseline.json, measures: [passage_mrr, right] }\n",
    );
    expect((await run("gate", "gate.yaml", RUN, "--accept")).code).toBe(0);
    const held = await run("gate", "gate.yaml", RUN);
    expect([held.code, held.out]).toEqual([0, expect.stringContaining("All 3 are held")]);

    // Someone sets a limit so low that most documents are not read any more.
    await writeFile(join(folder, "footnote.config.yaml"), "limits: { fileBytes: 500 }\n");
    const worse = await run(
      "run",
      "animals.yaml",
      "--gate",
      "gate.yaml",
      "--out",
      "worse",
      "--data",
      "worse-indexes",
    );
    expect(worse.code, worse.err).toBe(2);
    expect(worse.out).toContain("REFUSED  animals (as configured) passage_success@5: 0.0000, floor 0.9");
    expect(worse.out).toMatch(/REFUSED {2}animals \(as configured\) right: -1\.0000 .* on 10 questions/);
    const lost = await readFile(join(folder, "worse/animals/as_configured/results.jsonl"), "utf8");
    expect(lost.match(/"loss":"not_indexed"/g)).toHaveLength(10);

    const compared = await run("compare", RUN, "worse/animals/as_configured");
    expect(compared.out).toMatch(/passage_mrr .* worse/);
    expect(compared.out).toContain("lost by ndcg@10: heron  1.0000 -> 0.0000");
    await rm(join(folder, "footnote.config.yaml"));
  });
});
