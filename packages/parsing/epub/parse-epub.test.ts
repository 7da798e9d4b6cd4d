import { expect, test } from "vitest";
import { buildEpub } from "../testing/build-office.ts";
import { buildZip } from "../testing/build-zip.ts";
import { outlineOf, parse, refusal } from "../testing/parse.ts";

test("pages are read in the order of the spine, the title is the book's", async () => {
  const parsed = await parse(
    "a.epub",
    buildEpub(
      {
        "2 leaving.xhtml":
          '<?xml version="1.0"?><html><head><title/><script src="x"/></head><body><h1>Leaving</h1><p>Untie&nbsp;it.<a id="n"/></p><aside>A note.</aside></body></html>',
        "1 back.xhtml":
          "<html><body><nav><ol><li>Contents</li></ol></nav><h1>Back</h1><ul><li>oars</li></ul></body></html>",
      },
      { title: "On boats" },
    ),
  );
  expect(parsed).toMatchObject({ title: "On boats", format: "epub" });
  expect(outlineOf(parsed)).toEqual(["h1 Leaving", "p Untie it.", "p A note.", "h1 Back", "ul oars"]);
});

test("a book that its publisher encrypted says so; one with encrypted fonts is read", async () => {
  const encryption = (uri: string) => ({
    others: {
      "META-INF/encryption.xml": `<encryption><enc:EncryptedData><enc:CipherReference URI="${uri}"/></enc:EncryptedData></encryption>`,
    },
  });
  const pages = { "a b.xhtml": "<p>Text</p>" };
  const problem = await refusal("a.epub", buildEpub(pages, encryption("OPS/a%20b.xhtml")));
  expect(problem.code).toBe("file_encrypted");
  expect(problem.message).toContain("DRM");
  expect((await parse("a.epub", buildEpub(pages, encryption("OPS/font.otf")))).text).toBe("Text");
});

test("a book without its pages is damaged; pages that lie elsewhere are not looked for", async () => {
  const container = (path: string) => ({
    "META-INF/container.xml": `<container><rootfile full-path="${path}"/></container>`,
  });
  expect((await refusal("a.epub", buildZip({ "META-INF/container.xml": "<container/>" }))).code).toBe(
    "file_corrupt",
  );
  expect((await refusal("a.epub", buildZip(container("book.opf")))).message).toContain("book.opf is missing");
  const book =
    '<package><item id="a" href="../../../etc/hostname" media-type="text/html"/><itemref idref="a"/></package>';
  const outside = buildZip({ ...container("book.opf"), "book.opf": book });
  expect((await refusal("a.epub", outside)).message).toContain("etc/hostname is missing");
});

test("pages that the book only leads to stand at its end; pictures, recordings and pages that are pictures are noted", async () => {
  const item = (id: string, href: string, type: string, more = "") =>
    `<item id="${id}" href="${href}" media-type="${type}"${more}/>`;
  const page = "application/xhtml+xml";
  const manifest = [
    item("n", "notes.xhtml", page),
    item("t", "contents.xhtml", page, ' properties="nav"'),
    item("c", "cover.svg", "image/svg+xml"),
    item("a", "a.xhtml", page),
  ].join("");
  const parsed = await parse(
    "a.epub",
    buildZip({
      "META-INF/container.xml": '<container><rootfile full-path="book.opf"/></container>',
      "book.opf": `<package><manifest>${manifest}</manifest><spine><itemref idref="c"/><itemref idref="a"/></spine></package>`,
      "a.xhtml": '<p>Untie it.<img src="b.png"/></p><audio src="c.mp3"/>',
      "notes.xhtml": "<p>Of 2024.</p>",
      "contents.xhtml": "<p>Contents</p>",
    }),
  );
  expect(outlineOf(parsed)).toEqual(["p Untie it.", "p Of 2024."]);
  expect(parsed.notes).toEqual([
    { kind: "pictures", count: 2, names: ["cover.svg"] },
    { kind: "media", count: 1 },
  ]);
});
