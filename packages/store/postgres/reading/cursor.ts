import { type DocumentOrder, FootnoteError } from "@footnote/contracts";

/** Where a list of documents goes on: behind a place in its order, whether or not anything still stands there. */
export type Position = readonly [by: string, key: string, id: string];

/** As people and programs hand it back: nothing to be read. */
export function cursorOf(order: DocumentOrder, position: Position): string {
  return Buffer.from(JSON.stringify([order, ...position])).toString("base64url");
}

/** @throws FootnoteError request_invalid where it is no cursor of this order */
export function positionOf(order: DocumentOrder, cursor: string): Position {
  try {
    const [made, by, key, id] = JSON.parse(Buffer.from(cursor, "base64url").toString());
    if (made === order && [by, key, id].every((part) => typeof part === "string") && isPlace(order, by, id))
      return [by, key, id];
  } catch {
    // Falls through: it is none.
  }
  throw new FootnoteError("request_invalid", "The list cannot go on there.", {
    action: "Give what came as next with the page before, or nothing to begin anew.",
  });
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function isPlace(order: DocumentOrder, by: string, id: string): boolean {
  return UUID.test(id) && (order === "name" || !Number.isNaN(Date.parse(by)));
}
