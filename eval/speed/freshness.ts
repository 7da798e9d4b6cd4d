// How soon a changed file is answerable: node eval/speed/freshness.ts [--json]
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { startServer } from "./server.ts";
import { percentile, timed } from "./timing.ts";

const FILES = 50;
const CHANGES = 20;

const { values } = parseArgs({ options: { json: { type: "boolean", default: false } } });
const root = await mkdtemp(join(tmpdir(), "footnote-freshness-"));
const folder = join(root, "docs");
await mkdir(folder);
const write = (index: number, word: string) =>
  writeFile(
    join(folder, `${index}.md`),
    `# Page ${index}\n\nThe word of the day on page ${index} is ${word}.\n`,
  );
for (let index = 0; index < FILES; index++) await write(index, "calm");

const server = await startServer(join(root, "data"), "docs", folder);
await server.settled(FILES);
const seconds: number[] = [];
for (let change = 0; change < CHANGES; change++) {
  const word = `swell${change}x`;
  seconds.push(
    (await timed(async () => {
      await write(change, word);
      while (!(await server.search(`word of the day ${word}`)).some((result) => result.text.includes(word))) {
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    })) / 1000,
  );
}
await server.close();
await rm(root, { recursive: true });

const report = { changes: CHANGES, p50: percentile(seconds, 0.5), p99: percentile(seconds, 0.99) };
if (values.json) console.log(JSON.stringify(report));
else
  console.log(
    `a changed file is answerable after p50 ${report.p50.toFixed(2)} s, p99 ${report.p99.toFixed(2)} s (${CHANGES} changes)`,
  );
