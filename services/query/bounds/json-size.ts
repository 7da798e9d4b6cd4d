import { FootnoteError } from "@footnote/contracts";

/** The largest known tool lists of chat clients have some ten thousand. */
const MOST_VALUES = 50_000;
const MOST_LEVELS = 64;

/**
 * Refuses a value with too many parts before anything walks it that says something about each: a megabyte of JSON may hold
 * half a million of them. Without recursion, since its depth is the sender's choice too.
 * @throws FootnoteError request_too_large
 */
export function mustBeSmall(value: unknown): void {
  let values = 0;
  let level: object[] = isObject(value) ? [value] : [];
  for (let depth = 1; level.length > 0; depth++) {
    if (depth > MOST_LEVELS) throw tooLarge(`is nested more than ${MOST_LEVELS} levels deep`);
    const next: object[] = [];
    for (const parent of level) {
      const children: unknown[] = Array.isArray(parent) ? parent : Object.values(parent);
      values += children.length;
      if (values > MOST_VALUES) throw tooLarge(`holds more than ${MOST_VALUES} values`);
      for (const child of children) if (isObject(child)) next.push(child);
    }
    level = next;
  }
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

function tooLarge(what: string): FootnoteError {
  return new FootnoteError("request_too_large", `The body ${what}.`, { action: "Send a smaller one." });
}
