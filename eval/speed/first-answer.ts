// How soon somebody who has just installed Footnote has an answer with a footnote:
//   node eval/speed/first-answer.ts [--clone] [--question "How do I claim expenses?"] [--json]
// What is measured begins with the command that `npm start` runs, in a folder where nothing is yet, and ends with the first answer
// that has a footnote, asked for over and over as an impatient person does. With --clone the commit that is checked out is cloned and
// installed first (minutes, which do not count). The ratio is to what the same run needs to load the bare model and embed the question.
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { Answer } from "@footnote/contracts";
import { BATCH_TOKENS, openBareSession } from "./bare-session.ts";
import { timed } from "./timing.ts";

/** Seconds: what is promised. */
const PROMISED = 60;
const AGAIN_MILLISECONDS = 200;

const { values } = parseArgs({
  options: {
    clone: { type: "boolean", default: false },
    question: { type: "string", default: "How do I claim expenses?" },
    json: { type: "boolean", default: false },
  },
});

const root = await mkdtemp(join(tmpdir(), "footnote-first-answer-"));
try {
  const checkout = values.clone ? await cloneInto(join(root, "clone")) : join(import.meta.dirname, "../..");
  const toAnswer = await untilAnswered(checkout);
  const bare = await timed(async () => {
    const session = await openBareSession();
    await session.run(session.prepare([values.question], BATCH_TOKENS));
  });
  const report = {
    seconds: toAnswer / 1_000,
    ofPromised: toAnswer / 1_000 / PROMISED,
    ofBareModel: toAnswer / bare,
    load: loadavg()[0] ?? 0,
  };
  if (values.json) console.log(JSON.stringify(report));
  else
    console.log(
      `from the command to the first answer with a footnote ${report.seconds.toFixed(1)} s: ` +
        `${report.ofPromised.toFixed(2)} of the ${PROMISED} s promised, ${report.ofBareModel.toFixed(1)} x loading the bare model ` +
        `and embedding the question (load ${report.load.toFixed(0)})`,
    );
} finally {
  await rm(root, { recursive: true, force: true });
}

async function cloneInto(folder: string): Promise<string> {
  const here = join(import.meta.dirname, "../..");
  execFileSync("git", ["clone", "--quiet", "--local", here, folder], { stdio: "inherit" });
  execFileSync("npm", ["ci", "--silent"], { cwd: folder, stdio: "inherit" });
  return folder;
}

/** Milliseconds. */
async function untilAnswered(checkout: string): Promise<number> {
  const start = performance.now();
  const footnote = spawn(
    process.execPath,
    [join(checkout, "services/cli/footnote.js"), "up", "--data", join(root, "data"), "--port", "0", "--json"],
    { cwd: root, stdio: ["ignore", "pipe", "inherit"] },
  );
  try {
    const [line] = (await once(footnote.stdout, "data")) as [Buffer];
    const { url } = JSON.parse(line.toString()) as { url: string };
    while (!(await isAnswered(url))) await new Promise((resolve) => setTimeout(resolve, AGAIN_MILLISECONDS));
    return performance.now() - start;
  } finally {
    footnote.kill("SIGTERM");
    await once(footnote, "exit");
  }
}

async function isAnswered(url: string): Promise<boolean> {
  const response = await fetch(`${url}/api/answer`, {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "application/json" },
    body: JSON.stringify({ question: values.question }),
  });
  if (!response.ok) return false;
  const { status, citations } = (await response.json()) as Answer;
  return status === "answered" && citations.length > 0;
}
