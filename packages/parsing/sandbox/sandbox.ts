import type { Lane, ParsedDocument, SourceFile } from "@footnote/contracts";
import { FootnoteError } from "@footnote/contracts";
import type { SandboxLimits } from "../limits.ts";
import { firstAbort } from "./abort.ts";
import { ParserLane } from "./lane.ts";
import { SlowLane } from "./slow-lane.ts";

export interface ParserSandbox {
  /**
   * Parses in a child process, one file after the other; what changed has a process of its own, so that a backfill never
   * holds it up, and a file that takes more than a few seconds goes on in another process, so that neither does that.
   * @throws FootnoteError one of the `file_…` codes; overloaded where too many files wait; unavailable where the
   *   parser is closed or its process was ended from outside. What the signal was aborted with, where it was.
   */
  parse(source: SourceFile, signal?: AbortSignal, lane?: Lane): Promise<ParsedDocument>;
  /** Files that wait are refused. Resolves when the children are gone. */
  close(): Promise<void>;
}

/** Starts a child at once, so that the first file that changes does not wait for it. */
export function openParser(limits: SandboxLimits): ParserSandbox {
  const closing = new AbortController();
  const slow = new SlowLane(limits);
  const changes = new ParserLane(limits, slow);
  let others: ParserLane | undefined;
  return {
    async parse(source, signal, lane = "change") {
      using aborted = firstAbort([closing.signal, ...(signal === undefined ? [] : [signal])]);
      if (lane === "change") return await changes.parse(source, aborted.promise);
      others ??= new ParserLane(limits, slow);
      return await others.parse(source, aborted.promise);
    },
    async close() {
      closing.abort(
        new FootnoteError("unavailable", "The parser is closed.", { action: "Start Footnote again." }),
      );
      // One that is asked for only now would outlive this.
      others ??= changes;
      await Promise.all([changes.close(), others.close(), slow.idle()]);
    },
  };
}
