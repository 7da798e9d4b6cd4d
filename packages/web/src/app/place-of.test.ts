import { expect, test } from "vitest";
import { namedPath } from "../look/links.ts";
import { documentPath, historyPath } from "./paths.ts";
import { historyOf, namedOf, placeOf } from "./place-of.ts";

const at = (path: string) => placeOf(new URL(path, "http://footnote.test"));

test("a place survives being written into an address and read back", () => {
  const place = { document: "an id/with ümlaut?", version: "4f2a", span: { start: 0, end: 188 } };
  expect(at(documentPath(place))).toEqual(place);
  expect(at(documentPath({ document: "d" }))).toEqual({ document: "d", version: undefined, span: undefined });
});

test("so does the name of a file", () => {
  const file = { bucket: "policies", key: "a b/100% & more?.md" };
  expect(namedOf(new URL(namedPath(file.bucket, file.key), "http://footnote.test"))).toEqual(file);
  expect(namedOf(new URL("/documents?bucket=a&key=b", "http://footnote.test"))).toBeUndefined();
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

test("a document's history has an address of its own", () => {
  const path = new URL(historyPath("an id/with ümlaut?"), "http://footnote.test");
  expect(historyOf(path)).toBe("an id/with ümlaut?");
  expect(placeOf(path)).toBeUndefined();
  expect(historyOf(new URL("/documents/d", path))).toBeUndefined();
});

test.each(["/documents/%", "/documents/%ff", "/documents/%E0%A4%A/history"])(
  "%s, which encodes nothing, is the address of a document that is not there",
  (path) => {
    const location = new URL(path, "http://footnote.test");
    expect(placeOf(location)?.document ?? historyOf(location)).toMatch(/^%/);
  },
);
