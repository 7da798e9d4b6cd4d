import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { FootnoteError } from "@footnote/contracts";

export interface Line {
  readonly text: string;
  /** 1-based. */
  readonly number: number;
}

/** The lines of a file that hold anything, streamed. @throws FootnoteError request_invalid where it cannot be read */
export async function* linesOf(file: string): AsyncIterable<Line> {
  let number = 0;
  const stream = createReadStream(file, "utf8");
  try {
    for await (const text of createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY })) {
      number += 1;
      const line = number === 1 ? text.replace(/^\ufeff/u, "") : text;
      if (line.trim() !== "") yield { text: line, number };
    }
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === undefined) throw cause;
    const what = code === "ENOENT" ? "is not there" : `cannot be read (${code})`;
    throw new FootnoteError("request_invalid", `${file} ${what}.`, {
      action: "Look whether the path is right.",
      cause,
    });
  } finally {
    stream.destroy();
  }
}

/** What is wrong with a file, by its line: nothing malformed is ever left out in silence. */
export function malformed(
  file: string,
  line: number,
  what: string,
  action: string,
  cause?: unknown,
): FootnoteError {
  return new FootnoteError("request_invalid", `${file}, line ${line}: ${what}`, { action, cause });
}
