import { expect, test } from "vitest";
import { detectFormat } from "./detect.ts";
import { buildPdf } from "./testing/build-pdf.ts";
import { buildPlainDocx, buildZip } from "./testing/build-zip.ts";
import { parse, refusal } from "./testing/parse.ts";

const pdf = await buildPdf([[{ x: 72, y: 72, size: 10, text: "Text" }]]);
const docx = buildPlainDocx("<w:p><w:r><w:t>Text</w:t></w:r></w:p>");
const xlsx = buildZip({ "xl/workbook.xml": "<workbook/>" });
const xlsb = buildZip({ "xl/workbook.bin": "" });
const epub = buildZip({ "META-INF/container.xml": "<container/>" });
const zip = buildZip({ "a.txt": "Text" });
const oldOffice = Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1);
const binary = new Uint8Array(4_000).map((_, index) => (index * 7_919) % 256);
const page = "<!DOCTYPE html><title>404</title><p>Not found";

test.each([
  ["report.pdf", docx, "file_mislabelled", /a Word document.*ends in \.docx/],
  ["report.docx", pdf, "file_mislabelled", /a PDF.*ends in \.pdf/],
  ["report.md", pdf, "file_mislabelled", /named \.md.*a PDF/],
  ["report.pdf", page, "file_mislabelled", /a web page.*download the PDF again/],
  ["report.pdf", "just text", "file_mislabelled", /plain text/],
  ["report.docx", xlsx, "file_mislabelled", /an Excel workbook/],
  ["report.txt", binary, "file_mislabelled", /no text/],
  ["scan.pdf", Uint8Array.of(0xff, 0xd8, 0xff, ...binary), "file_mislabelled", /a picture/],
  ["report.pdf", binary, "file_corrupt", /damaged or cut off/],
  ["sheet.xlsx", xlsx, "file_without_text", /no text/],
  ["sheet.xlsx", docx, "file_mislabelled", /a Word document.*ends in \.docx/],
  ["sheet.xlsx", zip, "file_mislabelled", /a zip archive/],
  ["sheet.xlsx", xlsb, "file_mislabelled", /a binary Excel workbook.*save it as \.xlsx/],
  ["sheet.xlsx", oldOffice, "file_mislabelled", /1997 to 2003.*save it as \.xlsx/],
  ["sheet.xlsx", zip.subarray(0, 40), "file_corrupt", /Excel workbook.*damaged or cut off/],
  ["sheet.xls", oldOffice, "file_unsupported", /Spreadsheets that end in \.xls are.*as \.xlsx/],
  ["slides.pptx", epub, "file_mislabelled", /an EPUB book.*ends in \.epub/],
  ["slides.pptx", page, "file_mislabelled", /a web page.*download the document again/],
  ["slides.ppt", oldOffice, "file_unsupported", /Presentations that end in \.ppt are.*as \.pptx/],
  ["message.msg", oldOffice, "file_unsupported", /as \.eml/],
  ["message.eml", "Good morning.\n\nText", "file_mislabelled", /no sender, recipient, subject or date/],
  ["film.ts", binary, "file_mislabelled", /named \.ts.*no text/],
  ["archive.zip", zip, "file_unsupported", /Archives are not unpacked/],
  ["page.njk", "{% x %}", "file_template", /a template/],
  ["photo.PNG", binary, "file_corrupt", /does not begin as one should/],
  ["photo.heic", binary, "file_unsupported", /Save it as PNG or JPEG/],
  [
    "data.bin",
    binary,
    "file_unsupported",
    /Files that end in \.bin are not read.*If it holds text, save it as PDF/,
  ],
  ["film.mp4", binary, "file_unsupported", /not listened to.*as text/],
  ["setup.exe", binary, "file_without_text", /a program/],
  ["letter.p7m", binary, "file_unsupported", /save the message as \.eml/],
  ["server.key", "-----BEGIN PRIVATE KEY-----", "file_unsupported", /Presentations|Keys/],
  ["server.pem", "-----BEGIN PRIVATE KEY-----", "file_unsupported", /Keys and certificates/],
  ["letter.rtf", docx, "file_mislabelled", /an?.*Word document/],
  ["letter.rtf", "Text", "file_mislabelled", /plain text/],
  ["empty.json", "{}", "file_without_text", /no text/],
  ["data", binary, "file_unsupported", /Files of this kind are not read/],
  ["a.md", "", "file_empty", /0 bytes/],
  ["a.md", " \n\t\u00a0\ufeff", "file_without_text", /no text/],
  ["a.html", "<nav> </nav><script>x</script>", "file_without_text", /no text/],
])("%s %#: %s", async (key, content, code, says) => {
  const problem = await refusal(key, content);
  expect(problem.code).toBe(code);
  expect(`${problem.message} ${problem.action}`).toMatch(says);
});

test("a file whose name says nothing is read as what it is", async () => {
  expect((await parse("report", pdf)).format).toBe("pdf");
  expect((await parse("2024.05 report.old", docx)).format).toBe("docx");
  expect((await parse("folder.md/LICENSE", "Text")).format).toBe("text");
  expect((await parse("server.log.1", "Text")).format).toBe("text");
  expect((await parse("zone.db", "Text")).format).toBe("text");
  expect((await parse("letter.doc", "{\\rtf1 Text}")).format).toBe("rtf");
  expect((await parse("rates.xls", "<?xml version='1.0'?><Workbook><Cell>40</Cell></Workbook>")).format).toBe(
    "xml",
  );
  expect((await parse("export.xls", page)).format).toBe("html");
});

test.each([
  ["a.log", "log"],
  ["a.rst", "rst"],
  ["a.ADOC", "asciidoc"],
  ["a.xml", "xml"],
  ["a.ini", "code"],
  ["a.conf", "code"],
  ["a.cfg", "code"],
  ["a.properties", "code"],
  ["prod.env", "code"],
  ["a.bib", "code"],
  ["a.bat", "code"],
  ["Makefile", "code"],
  ["docker/Dockerfile", "code"],
  ["a.tex", "tex"],
  ["a.org", "org"],
  ["a.mdx", "markdown"],
  ["a.textile", "textile"],
  ["a.mediawiki", "mediawiki"],
  ["a.po", "log"],
  ["a.diff", "code"],
  ["CHANGELOG", "text"],
  ["a.weird", "text"],
])("plain text named %s is read as %s", (key, format) => {
  expect(detectFormat(key, new TextEncoder().encode("Text"))).toBe(format);
});

test("upper-case extensions and HTML in Markdown are fine", async () => {
  expect((await parse("A.MD", page)).format).toBe("markdown");
  expect((await parse("A.PDF", pdf)).format).toBe("pdf");
});

test("more text than allowed is refused", async () => {
  const problem = await refusal("a.txt", "x".repeat(101), { maxCharacters: 100 });
  expect(problem.code).toBe("file_too_large");
  expect((await parse("a.txt", "x".repeat(100), { maxCharacters: 100 })).text).toHaveLength(100);
});
