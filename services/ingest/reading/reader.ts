import { availableParallelism } from "node:os";
import { setImmediate } from "node:timers/promises";
import { asFootnoteError, FootnoteError } from "@footnote/contracts";
import { PARSER_VERSION, type RecognitionOptions, type SandboxLimits } from "@footnote/parsing";
import { firstAbort } from "@footnote/runtime";
import { ReaderLane } from "./lane.ts";
import { lightOf, mayBeLight } from "./light.ts";
import { OwnThreadLane } from "./own-thread-lane.ts";
import type { DocumentReader, ReadDocument } from "./read-document.ts";
import { type Job, ReaderThread } from "./reader-thread.ts";
import { SlowLane } from "./slow-lane.ts";

/** How many files are recognised at once: half of the cores, so that reading and answering keep theirs. */
export const RECOGNISED_AT_ONCE = Math.max(1, availableParallelism() >> 1);
/** Copied in a millisecond or two. */
const BYTES_AT_ONCE = 8 * 1024 ** 2;

/**
 * Reads files in threads of their own, each with a process that parses. What changed has one for itself, started at once,
 * so that a backfill never holds it up; a file that takes more than a few seconds goes on elsewhere, so that neither does
 * that. All of these are light: what needs more than a light file may take is begun anew, one such file at a time, so that
 * the sum of all that is being read is bounded, and no small file waits for a large one. Pages that hold no text are
 * recognised in threads of their own: minutes each.
 */
export function openReader(limits: SandboxLimits, recognition?: RecognitionOptions): DocumentReader {
  const pages = recognition === undefined ? "off" : "elsewhere";
  const light = () => new ReaderThread(lightOf(limits), pages);
  const heavy = new OwnThreadLane(() => new ReaderThread(limits, pages), 1);
  const pictures = new OwnThreadLane(
    () => new ReaderThread(limits, recognition ?? "off"),
    RECOGNISED_AT_ONCE,
  );
  const closing = new AbortController();
  const slow = new SlowLane(light);
  const changes = new ReaderLane(light, slow);
  let others: ReaderLane | undefined;

  async function readIn(lane: ReaderLane, job: Job, aborted: Promise<never>): Promise<ReadDocument> {
    if (!mayBeLight(job.bytes.byteLength)) return heavy.read(job, aborted);
    try {
      return await lane.read(job, aborted);
    } catch (error) {
      // Whether it is too large for any reader says the one that may take all that a file may.
      if (asFootnoteError(error).code !== "file_too_large") throw error;
      return heavy.read(job, aborted);
    }
  }

  return {
    version: PARSER_VERSION,
    recognition: recognition?.languages.map(({ code }) => code).join("+"),
    async read({ key, bytes }, cutting, embed, { lane, signal, onParsed }) {
      using aborted = firstAbort([closing.signal, signal]);
      const ended = AbortSignal.any([closing.signal, signal]);
      const job = { key, bytes: await shared(bytes), cutting, embed, signal: ended, onParsed };
      if (lane === "change") return await readIn(changes, job, aborted.promise);
      if (lane === "recognition") return await pictures.read(job, aborted.promise);
      others ??= new ReaderLane(light, slow);
      return await readIn(others, job, aborted.promise);
    },
    async close() {
      closing.abort(
        new FootnoteError("unavailable", "The reader is closed.", { action: "Start Footnote again." }),
      );
      // One that is asked for only now would outlive this.
      others ??= changes;
      await Promise.all([changes.close(), others.close(), slow.idle(), heavy.idle(), pictures.idle()]);
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
