// How Footnote does on the sample questions: node eval/quality/measure.ts [--split dev] [--json]
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { loadConfiguration } from "@footnote/runtime";
import { up } from "../../services/cli/commands/up.ts";
import { measureQuestions } from "./measure-questions.ts";
import { bucketOf, questionsOf } from "./questions.ts";

const { values } = parseArgs({
  options: { split: { type: "string", default: "test" }, json: { type: "boolean", default: false } },
});
if (values.split !== "test" && values.split !== "dev") throw new Error("--split is test or dev.");

const data = await mkdtemp(join(tmpdir(), "footnote-quality-"));
try {
  const footnote = await up(
    loadConfiguration({
      environment: {},
      directory: data,
      overrides: {
        data: join(data, "index"),
        buckets: [{ name: "sample", folder: bucketOf(values.split) }],
        listen: { port: 0 },
      },
    }),
  );
  await footnote.settled();
  const report = await measureQuestions(footnote.url, await questionsOf(values.split));
  await footnote.close();
  if (values.json) console.log(JSON.stringify(report));
  else {
    const share = (count: number, all: number) =>
      `${count} of ${all} (${((100 * count) / all).toFixed(1)} %)`;
    console.log(`split ${values.split}`);
    console.log(`right passage in the first five: ${share(report.passageInTop5, report.answerable)}`);
    console.log(`  of these in the found chunk itself: ${share(report.chunkInTop5, report.answerable)}`);
    console.log(`answered: ${share(report.answered, report.answerable)}`);
    console.log(
      `answered from a right passage: ${share(report.answeredFromRightPassage, report.answerable)}`,
    );
    console.log(`declined where there is no answer: ${share(report.declined, report.unanswerable)}`);
    console.log(`quotes verbatim in the stored version: ${share(report.verbatim, report.citations)}`);
    for (const { id, what } of report.misses) console.log(`  ${id}: ${what}`);
  }
} finally {
  await rm(data, { recursive: true, force: true });
}
