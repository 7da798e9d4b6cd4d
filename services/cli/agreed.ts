import { createInterface } from "node:readline/promises";
import { FootnoteError } from "@footnote/contracts";

interface Terminal {
  readonly input: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  readonly output: NodeJS.WritableStream;
}

/**
 * Whether the person at the terminal says yes; nothing else means it.
 * @throws FootnoteError request_invalid where nobody can be asked
 */
export async function agreed(
  question: string,
  { input, output }: Terminal = { input: process.stdin, output: process.stderr },
): Promise<boolean> {
  if (input.isTTY !== true) {
    throw new FootnoteError("request_invalid", "Nobody is here to be asked.", {
      action: "Add --yes where it is meant.",
    });
  }
  const lines = createInterface({ input, output });
  try {
    return /^y(es)?$/i.test((await lines.question(`${question} [y/N] `)).trim());
  } finally {
    lines.close();
  }
}
