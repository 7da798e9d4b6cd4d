import { FootnoteError } from "@footnote/contracts";

/** The same whether there never was one, it is forgotten, or it is somebody else's. */
export function noSuch(what: "answer" | "conversation" | "shared conversation"): FootnoteError {
  return new FootnoteError("not_found", `There is no such ${what}, or it is not kept any more.`, {
    action: "Look through your conversations, or ask again.",
  });
}
