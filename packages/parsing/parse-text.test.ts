import { expect, test } from "vitest";
import { outlineOf, parse } from "./testing/parse.ts";

test("blank lines and page breaks divide paragraphs; line breaks inside stay", async () => {
  const text = await parse("notes/agenda.txt", "One\r\ntwo\r\n \r\n\r\nthree\ffour\n");
  expect(outlineOf(text)).toEqual(["p One\ntwo", "p three", "p four"]);
  expect([text.title, text.format]).toEqual(["agenda.txt", "text"]);
});

test("a file whose name has no extension is read as the text that it is", async () => {
  expect((await parse("README", "Hello")).format).toBe("text");
});
