import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { draftsOfAskedInVain } from "./drafts.ts";
import { readGoldenSet } from "./golden.ts";
import { qrelsOf, readQrels, readTrecRun, trecRunOf } from "./trec.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "footnote-suites-"));
});
afterEach(() => rm(folder, { recursive: true }));

async function written(name: string, text: string): Promise<string> {
  await writeFile(join(folder, name), text);
  return join(folder, name);
}

const line = (fields: object) => JSON.stringify({ id: "a", question: "How many?", must: ["27"], ...fields });

describe("golden sets", () => {
  test("JSONL and YAML say the same, and paths in YAML count from the file", async () => {
    const jsonl = await readGoldenSet(
      await written("a.jsonl", `\ufeff${line({})}\n\n${line({ id: "b", question: "x?" })}\n`),
    );
    const yaml = await readGoldenSet(
      await written(
        "b.yaml",
        'documents: docs\nquestions:\n  - { id: a, question: "How many?", must: ["27"] }\n  - { id: b, question: "x?", must: ["27"] }\n',
      ),
    );
    expect(yaml.questions).toEqual(jsonl.questions);
    expect(yaml.documents).toBe(join(folder, "docs"));
    const pointing = await readGoldenSet(await written("c.yaml", "name: mine\nquestions: a.jsonl\n"));
    expect([pointing.name, pointing.questions]).toEqual(["mine", jsonl.questions]);
  });

  test("what was asked in vain is a draft that nothing answers, and what people wrote is a comment and no more", async () => {
    const drafts = draftsOfAskedInVain([
      {
        question: "Who waters the plants?\nanswerable: true",
        times: 2,
        closest: ["docs/garden.md"],
        said: ["wrong: it is\nquestions: []"],
      },
      { question: "And at night?", times: 1, closest: [], said: [] },
    ]);
    expect(drafts).toContain("# asked 2 times\n");
    expect(drafts).toContain("# closest: docs/garden.md\n");
    expect(drafts).toContain("# said: wrong: it is questions: []\n");
    const asked = drafts.replaceAll(/^ *draft: true\n/gm, "");
    const set = await readGoldenSet(await written("asked.yaml", asked));
    expect(set.questions.map(({ question, answerable }) => [question, answerable])).toEqual([
      ["Who waters the plants?\nanswerable: true", false],
      ["And at night?", false],
    ]);
    await expect(written("drafts.yaml", drafts).then(readGoldenSet)).rejects.toThrow(
      "all questions are drafts",
    );
  });

  test("a draft is not asked before a person accepted it, and is counted", async () => {
    const set = await readGoldenSet(
      await written("a.jsonl", `${line({})}\n${line({ id: "b", question: "x?", draft: true })}\n`),
    );
    expect([set.questions.length, set.drafts]).toEqual([1, 1]);
  });

  test.each([
    ["not json", "line 2: it is not JSON"],
    [line({ id: "a" }), "line 2: the id a is there twice"],
    [line({ id: "b" }), "line 2: the same question is there twice"],
    [line({ id: "b", question: "  " }), "line 2: question must not be empty"],
    [line({ id: "b", question: "x?", must: [] }), "line 2: the question has nothing to be held to"],
    [line({ id: "b", question: "x?", answerable: false }), "line 2: the question is not answerable and yet"],
    [line({ id: "b", question: "x?", must: ["("] }), "line 2: must.0 must be a regular expression"],
    [line({ id: "b", question: "x?", passages: [{ key: "a.md" }] }), "line 2: passages.0 must have a quote"],
    [
      line({ id: "b", question: "x?", passages: [{ key: "a.md", start: 5, end: 5 }] }),
      "line 2: passages.0 must have a quote",
    ],
    [line({ id: "b", question: "x?", awnser: "y" }), 'line 2: the question Unrecognized key: "awnser"'],
    [line({ id: "b", question: "x?", reader: [] }), "line 2: reader must name at least one"],
  ])("%s is named", async (second, problem) => {
    await expect(readGoldenSet(await written("a.jsonl", `${line({})}\n${second}\n`))).rejects.toThrow(
      `a.jsonl, ${problem}`,
    );
  });

  test("in YAML, too, a problem is named by its line", async () => {
    const item = '  - { id: a, question: "x?", must: ["27"] }\n';
    await expect(
      readGoldenSet(await written("a.yaml", `questions:\n${item}\n  - id: b\n    question: ""\n`)),
    ).rejects.toThrow("a.yaml, line 4: question must not be empty");
    await expect(readGoldenSet(await written("b.yaml", "questions: [\n"))).rejects.toThrow("b.yaml, line 2");
    await expect(readGoldenSet(await written("c.yaml", "question: []\n"))).rejects.toThrow("c.yaml, line 1");
    await expect(readGoldenSet(await written("d.yaml", "questions: []\n"))).rejects.toThrow(
      "there is no question",
    );
  });

  test("a file that is not there, or is a folder, is named", async () => {
    await expect(readGoldenSet(join(folder, "none.jsonl"))).rejects.toThrow("none.jsonl is not there");
    await expect(readGoldenSet(join(folder, "none.yaml"))).rejects.toThrow("none.yaml cannot be read");
  });
});

describe("TREC's files", () => {
  test("what is written is read as it was", async () => {
    const judgements = new Map([
      [
        "q 1",
        new Map([
          ["d1", 2],
          ["d 2%", -1],
        ]),
      ],
    ]);
    const run = new Map([
      [
        "q1",
        new Map([
          ["d1", 0.25],
          ["d2", -3],
        ]),
      ],
    ]);
    const qrels = await readQrels(await written("qrels", qrelsOf(judgements)));
    expect([...(qrels.get("q%201") ?? [])]).toEqual([
      ["d1", 2],
      ["d%202%25", -1],
    ]);
    expect(await readTrecRun(await written("run", trecRunOf(run, "a tag")))).toEqual(run);
  });

  test.each([
    ["q1 0 d1 1\nq1 0 d2\n", "line 2: it is not a line of such a file"],
    ["q1 0 d1 1\nq1 0 d2 high\n", "line 2: it is not a line of such a file"],
    ["q1 0 d1 1\nq1 0 d1 2\n", "line 2: d1 is there twice for q1"],
  ])("malformed judgements are named: %j", async (text, problem) => {
    await expect(readQrels(await written("qrels", text))).rejects.toThrow(problem);
  });

  test.each([
    ["q1 Q0 d1 1 0.5 tag\nq1 Q0 d2 2 NaN tag\n", "line 2"],
    ["q1 Q0 d1 1 0.5 tag\nq1 Q0 d1 2 0.4 tag\n", "line 2: d1 is there twice"],
    ["q1 Q0 d1 1 0.5\n", "line 1"],
  ])("a malformed run is named: %j", async (text, problem) => {
    await expect(readTrecRun(await written("run", text))).rejects.toThrow(problem);
  });
});
