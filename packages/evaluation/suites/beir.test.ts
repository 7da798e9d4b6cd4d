import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openBeirDataset } from "./beir.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "footnote-beir-"));
  await mkdir(join(folder, "qrels"));
  await writeFile(join(folder, "qrels", "test.tsv"), "query-id\tcorpus-id\tscore\nq1\td1\t1\nq1\td2\t0\n");
  await writeFile(
    join(folder, "queries.jsonl"),
    '{"_id":"q1","text":"first?"}\n{"_id":"q2","text":"of another split"}\n',
  );
  await writeFile(
    join(folder, "corpus.jsonl"),
    '{"_id":"d1","title":"One","text":"text"}\n\n{"_id":"d2","title":"","text":"more"}\n',
  );
});
afterEach(() => rm(folder, { recursive: true }));

test("only judged queries are measured, and every document of the corpus is read", async () => {
  const dataset = await openBeirDataset(folder);
  expect([...dataset.queries]).toEqual([["q1", "first?"]]);
  expect(dataset.judgements.get("q1")).toEqual(
    new Map([
      ["d1", 1],
      ["d2", 0],
    ]),
  );
  expect((await Array.fromAsync(dataset.corpus())).map((entry) => entry.id)).toEqual(["d1", "d2"]);
});

test("a line that cannot be read is named by file and number", async () => {
  await writeFile(join(folder, "corpus.jsonl"), '{"_id":"d1","title":"One","text":"text"}\n{"_id":7}\n');
  const dataset = await openBeirDataset(folder);
  await expect(Array.fromAsync(dataset.corpus())).rejects.toThrow(
    "corpus.jsonl, line 2: _id must be a text.",
  );
});

test("a missing file is named", async () => {
  await rm(join(folder, "qrels"), { recursive: true });
  await expect(openBeirDataset(folder)).rejects.toThrow("test.tsv is not there");
});
