import "./no-network.ts";
import { inspect } from "node:util";
import { Worker } from "node:worker_threads";
import { asFootnoteError } from "@footnote/contracts";
import { parseFile } from "../parse-file.ts";
import { type ParseReply, type ParseRequest, READY } from "./messages.ts";

/** Enough of a cause to find the line that threw, not the file's content. */
const LONGEST_CAUSE = 4_000;

new Worker(new URL("./watchdog.ts", import.meta.url), {
  workerData: { maxMemoryBytes: Number(process.argv[2]), parent: process.ppid },
  execArgv: [],
});
// The watchdog stays; a second thread would have a network of its own. Newer than its types, and than Node 24.0.
(process.permission as { drop?(scope: string): void }).drop?.("worker");
process.on("disconnect", () => process.exit());
process.on("message", (request: ParseRequest) => {
  void answer(request).then((reply) => process.send?.(reply));
});
process.send?.(READY);

async function answer({ key, bytes, limits }: ParseRequest): Promise<ParseReply> {
  try {
    const document = await parseFile({ key, bytes }, limits);
    return { document, memory: process.memoryUsage.rss() };
  } catch (thrown) {
    const error = asFootnoteError(thrown);
    const { code, message, action } = error;
    const cause = inspect(error.cause).slice(0, LONGEST_CAUSE);
    return { error: { code, message, action, cause }, memory: process.memoryUsage.rss() };
  }
}
