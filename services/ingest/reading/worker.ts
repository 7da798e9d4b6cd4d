// The thread that reads files: it holds the process that parses one, cuts the document, and lays it out for the store. All
// of this grows with the document, and none of it happens where requests are answered.
import { constants, getPriority, setPriority } from "node:os";
import { parentPort, workerData } from "node:worker_threads";
import { openChunker } from "@footnote/chunking";
import { segmentsOf, type TokenCounter } from "@footnote/contracts";
import { openTokenCounter } from "@footnote/models";
import { openParser } from "@footnote/parsing";
import { dataOf, errorOf } from "./error-data.ts";
import { checkIndexed } from "./index-bound.ts";
import type { FromReader, Part, ReaderSettings, ReadRequest, ToReader } from "./messages.ts";
import { partsOf } from "./parts-of.ts";

/** As low as that of the threads that embed chunks: a question goes first. */
const NICENESS = 5;

if (parentPort === null) throw new Error("This file is what a worker thread runs.");
const port = parentPort;
const { limits, recognition } = workerData as ReaderSettings;
// On Linux this is the priority of this thread alone; elsewhere it would be that of the whole process.
if (process.platform === "linux")
  setPriority(Math.min(getPriority() + NICENESS, constants.priority.PRIORITY_LOW));

const parser = openParser(limits, recognition);
/** Pipelines of two models may be at work, each with a tokenizer of its own. */
const counters = new Map<string, Promise<TokenCounter>>();
const tell = (message: FromReader) => port.postMessage(message);
let rest: Iterator<Part> | undefined;
let asked: PromiseWithResolvers<Float32Array[]> | undefined;
let isParsed = false;
/** The file that is read now is the last one of this thread. */
let isLast = false;

const embedder = {
  embedChunks(texts: readonly string[]): Promise<Float32Array[]> {
    asked = Promise.withResolvers();
    tell({ kind: "embed", texts });
    return asked.promise;
  },
};

port.on("message", async (message: ToReader) => {
  switch (message.kind) {
    case "read":
      return await read(message).catch((error: unknown) => tell({ kind: "failed", error: dataOf(error) }));
    case "next":
      return tell({ kind: "part", part: nextPart() });
    case "vectors":
      return asked?.resolve([...message.vectors]);
    case "refused":
      return asked?.reject(errorOf(message.error));
    case "yield":
      isLast = true;
      return isParsed ? await parser.close() : parser.yieldToOthers();
    case "end":
      await parser.close();
      return port.close();
  }
});
tell({ kind: "ready" });

async function read({ key, bytes, cutting }: ReadRequest): Promise<void> {
  isParsed = false;
  const document = await parser.parse({ key, bytes: Buffer.from(new Uint8Array(bytes)) });
  isParsed = true;
  // What it took would stay taken until all is cut.
  if (isLast) await parser.close();
  tell({ kind: "parsed" });
  const { settings, tokenizer, maxTokens, parentTokens } = cutting;
  const tokens = await counterFor(tokenizer);
  const chunks = await openChunker(settings, { tokens, maxTokens, parentTokens, embedder }).chunk(document);
  const { title, format, pages = null, notes, text } = document;
  checkIndexed(chunks, text.length, bytes.byteLength);
  rest = partsOf(segmentsOf(document), chunks);
  tell({ kind: "document", title, format, pages, notes, length: text.length, part: nextPart() });
}

function counterFor(tokenizer: string): Promise<TokenCounter> {
  const open = counters.get(tokenizer) ?? openTokenCounter(tokenizer);
  counters.set(tokenizer, open);
  return open;
}

function nextPart(): Part {
  const next = rest?.next();
  if (next === undefined || next.done === true) throw new Error("All of it was handed over.");
  if (next.value.isLast) rest = undefined;
  return next.value;
}
