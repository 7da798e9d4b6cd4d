import type { DraftDocument } from "../canonical/draft.ts";

/** What goes on with the declaration above: it ends it, or is its next branch. */
const GOES_ON = /^(?:\s|[)\]}]|(?:else|elif|except|catch|finally|end|then|fi|done|esac)\b)/;

/**
 * The code as it stands, divided where a blank line comes before one that is not indented: between declarations of
 * most languages, each with the comment that stands right above it.
 */
export function parseCode(fileName: string, language: string, source: string): DraftDocument {
  const groups: string[][] = [];
  let afterBlank = true;
  for (const line of source.replace(/^\ufeff/, "").split(/\r\n?|\n/)) {
    const isBlank = line.trim() === "";
    const group = groups.at(-1);
    if (group === undefined || (afterBlank && !isBlank && !GOES_ON.test(line))) groups.push([line]);
    else group.push(line);
    afterBlank = isBlank;
  }
  return {
    title: fileName,
    blocks: groups.map((lines) => ({ kind: "code", language, text: lines.join("\n") })),
  };
}
