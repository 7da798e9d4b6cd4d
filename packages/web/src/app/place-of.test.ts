import { expect, test } from "vitest";
import { documentPath } from "../api/documents.ts";
import { placeOf } from "./place-of.ts";

const at = (path: string) => placeOf(new URL(path, "http://footnote.test"));

test("a place survives being written into an address and read back", () => {
  const place = { document: "an id/with ümlaut?", version: "4f2a", span: { start: 0, end: 188 } };
  expect(at(documentPath(place))).toEqual(place);
  expect(at(documentPath({ document: "d" }))).toEqual({ document: "d", version: undefined, span: undefined });
});

test.each(["start=5&end=5", "start=9&end=2", "start=-1&end=4", "start=a&end=b", "end=4", "start=4"])(
  "an address with the span %s shows the document without a highlight",
  (query) => {
    expect(at(`/documents/d?${query}`)?.span).toBeUndefined();
  },
);

test.each(["/", "/documents", "/documents/", "/documents/a/b"])("%s is no document's address", (path) => {
  expect(at(path)).toBeUndefined();
});
