import { buildWord, paragraph } from "../../../packages/parsing/testing/build-word.ts";
import { docxBomb } from "./hostile-zips.ts";

const bytesOf = (text: string) => new TextEncoder().encode(text);

function attached(name: string, content: Uint8Array): string {
  const lines =
    Buffer.from(content)
      .toString("base64")
      .match(/.{1,76}/g) ?? [];
  return [
    "--x",
    `Content-Type: application/octet-stream; name="${name}"`,
    "Content-Transfer-Encoding: base64",
    "",
    ...lines,
    "",
  ].join("\r\n");
}

function messageOf(parts: readonly string[]): Uint8Array {
  const head = 'Subject: a\r\nContent-Type: multipart/mixed; boundary="x"\r\n\r\n--x\r\n\r\nText\r\n';
  return bytesOf(`${head}${parts.join("")}--x--\r\n`);
}

/** Fifty attachments that each unpack to half a gigabyte. */
export function messageOfBombs(): Uint8Array {
  const bomb = docxBomb(512);
  return messageOf(Array.from({ length: 50 }, (_, index) => attached(`${index}.docx`, bomb)));
}

/** Files in messages in files, two thousand deep, each by a name that says so. */
export function deepMessages(): Uint8Array {
  let inner = "Subject: a\r\n\r\nText";
  for (let depth = 0; depth < 2_000; depth++) {
    const type = `multipart/mixed; boundary="b${depth}"`;
    const part = "Content-Type: application/octet-stream; name=a.eml";
    inner = `Subject: a\r\nContent-Type: ${type}\r\n\r\n--b${depth}\r\n\r\nText\r\n--b${depth}\r\n${part}\r\n\r\n${inner}\r\n--b${depth}--\r\n`;
  }
  return bytesOf(inner);
}

/** Ten thousand attachments of a word. */
export function manyAttachments(): Uint8Array {
  return messageOf(Array.from({ length: 10_000 }, (_, index) => attached(`${index}.txt`, bytesOf("word"))));
}

/** Attachments that say a few megabytes each, of a few kilobytes. */
export function talkativeAttachments(): Uint8Array {
  const row = `<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc><w:tc>${paragraph("x")}</w:tc></w:tr>`;
  const first = `<w:tr><w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr>${paragraph("word ".repeat(1_000))}</w:tc><w:tc>${paragraph("x")}</w:tc></w:tr>`;
  const table = buildWord(`<w:tbl>${first}${row.repeat(1_000)}</w:tbl>`);
  return messageOf(Array.from({ length: 20 }, (_, index) => attached(`${index}.docx`, table)));
}
