import { setImmediate } from "node:timers/promises";
import { FootnoteError } from "@footnote/contracts";
import { PARSER_VERSION, type RecognitionOptions, type SandboxLimits } from "@footnote/parsing";
import { firstAbort } from "@footnote/runtime";
import { ReaderLane } from "./lane.ts";
import type { DocumentReader } from "./read-document.ts";
import { ReaderThread } from "./reader-thread.ts";
import { RecognitionLane } from "./recognition-lane.ts";
import { SlowLane } from "./slow-lane.ts";

/** Copied in a millisecond or two. */
const BYTES_AT_ONCE = 8 * 1024 ** 2;

/**
 * Reads files in threads of their own, each with a process that parses. What changed has one for itself, started at once,
 * so that a backfill never holds it up; a file that takes more than a few seconds goes on elsewhere, so that neither does
 * that. Pages that hold no text are recognised in threads of their own, in the lane of that name: see `RecognitionLane`.
 */
export function openReader(limits: SandboxLimits, recognition?: RecognitionOptions): DocumentReader {
  const open = () => new ReaderThread(limits, recognition === undefined ? "off" : "elsewhere");
  const pictures = new RecognitionLane(() => new ReaderThread(limits, recognition ?? "off"));
  const closing = new AbortController();
  const slow = new SlowLane(open);
  const changes = new ReaderLane(open, slow);
  let others: ReaderLane | undefined;
  return {
    version: PARSER_VERSION,
    recognition: recognition?.languages.map(({ code }) => code).join("+"),
    async read({ key, bytes }, cutting, embed, { lane, signal, onParsed }) {
      using aborted = firstAbort([closing.signal, signal]);
      const job = { key, bytes: await shared(bytes), cutting, embed, signal, onParsed };
      if (lane === "change") return await changes.read(job, aborted.promise);
      if (lane === "recognition") return await pictures.read(job, aborted.promise);
      others ??= new ReaderLane(open, slow);
      return await others.read(job, aborted.promise);
    },
    async close() {
      closing.abort(
        new FootnoteError("unavailable", "The reader is closed.", { action: "Start Footnote again." }),
      );
      // One that is asked for only now would outlive this.
      others ??= changes;
      await Promise.all([changes.close(), others.close(), slow.idle(), pictures.idle()]);
    },
  };
}

/** The bytes where any thread can read them. */
async function shared(bytes: Uint8Array): Promise<SharedArrayBuffer> {
  const buffer = new SharedArrayBuffer(bytes.length);
  const view = new Uint8Array(buffer);
  for (let at = 0; at < bytes.length; at += BYTES_AT_ONCE) {
    if (at > 0) await setImmediate();
    view.set(bytes.subarray(at, at + BYTES_AT_ONCE), at);
  }
  return buffer;
}
