import { join, sep } from "node:path";
import { FootnoteError } from "@footnote/contracts";
import { isIgnored } from "../ignored.ts";

/** Stands where bytes of a file name are no UTF-8. */
export const REPLACEMENT_CHARACTER = "\uFFFD";

/**
 * The path of a key, which is the file's exact name below the folder: nothing is normalised, so names that differ
 * in case or in Unicode form are different keys.
 * @throws FootnoteError object_refused for whatever could lead elsewhere, or to a file that is no object
 */
export function pathOf(root: string, key: string): string {
  const problem = problemWith(key);
  if (problem !== undefined)
    throw new FootnoteError("object_refused", `${JSON.stringify(key)} ${problem}.`, {
      action: "Give the file another name.",
    });
  return join(root, key);
}

function problemWith(key: string): string | undefined {
  const segments = key.split("/");
  if (key === "") return "is no file name";
  if (key.includes("\0")) return "holds a character that no file name can have";
  if (!key.isWellFormed()) return "is not valid Unicode";
  if (segments.includes("") || segments.includes(".") || segments.includes(".."))
    return "is not a plain path inside the bucket";
  if (sep === "\\" && /[\\:]/.test(key))
    return 'holds "\\" or ":", which Windows does not allow in a file name';
  if (isIgnored(key)) return "is the name of a hidden, temporary or system file";
  return undefined;
}

export function parentOf(key: string): string {
  return key.slice(0, Math.max(0, key.lastIndexOf("/")));
}

export function nameOf(key: string): string {
  return key.slice(key.lastIndexOf("/") + 1);
}

export function childOf(parent: string, name: string): string {
  return parent === "" ? name : `${parent}/${name}`;
}
