import { describe, expect, test } from "vitest";
import { outlineOf, parse, refusal } from "../testing/parse.ts";

const message = (...lines: string[]) => lines.join("\r\n");
const read = async (...lines: string[]) => outlineOf(await parse("a.eml", message(...lines)));

test("a message says who wrote what to whom and when, then its text", async () => {
  const parsed = await parse(
    "a.eml",
    message(
      "From: =?utf-8?q?Ann_Gr=C3=BCn?= <ann@example.org>",
      'To: "Doe, Bob" <bob@example.org>,',
      " crew@example.org",
      "Cc: Team: cy@example.org, di@example.org;",
      "Subject: =?iso-8859-1?Q?Pl=E4ne?= =?utf-8?B?IGbDvHIgTWFp?=",
      "Date: Fri, 03 May 2024 12:00:00 +0200",
      "",
      "Hello Bob,",
      "",
      "the boat leaves at ten.",
    ),
  );
  expect(parsed).toMatchObject({ title: "Pläne für Mai", format: "eml" });
  expect(outlineOf(parsed)).toEqual([
    "h1 Pläne für Mai",
    "p From: Ann Grün <ann@example.org>\nTo: Doe, Bob <bob@example.org>, crew@example.org\nCc: Team: cy@example.org, di@example.org\nDate: Fri, 03 May 2024 12:00:00 +0200",
    "p Hello Bob,",
    "p the boat leaves at ten.",
  ]);
});

describe("the text is read whatever carries it", () => {
  test.each([
    ["quoted-printable", "Gr=FC=\r\n=DFe", "iso-8859-1"],
    ["base64", Buffer.from("Grüße").toString("base64"), "utf-8"],
    ["8bit", "Grüße", "utf-8"],
  ])("%s", async (encoding, text, charset) => {
    const said = await read(
      "Subject: a",
      `Content-Type: text/plain; charset=${charset}`,
      `Content-Transfer-Encoding: ${encoding}`,
      "",
      text,
    );
    expect(said.at(-1)).toBe("p Grüße");
  });

  test("of two versions the one with lists and tables, its headings below the subject", async () => {
    const said = await read(
      "Subject: Plan",
      "Content-Type: multipart/alternative; boundary=x",
      "",
      "--x",
      "Content-Type: text/plain",
      "",
      "plain",
      "--x",
      "Content-Type: text/html",
      "",
      "<html><script>x</script><h1>May</h1><ul><li>one<li>two</ul></html>",
      "--x--",
    );
    expect(said.slice(1)).toEqual(["h2 May", "ul one / two"]);
  });
});

const attached = (type: string, name: string, content: string) => [
  "--x",
  `Content-Type: ${type}`,
  `Content-Disposition: attachment; filename*=utf-8''${encodeURIComponent(name)}`,
  "",
  content,
];

test("attachments are named, not read", async () => {
  const said = await read(
    "Subject: a",
    "Content-Type: multipart/mixed; boundary=x",
    "",
    ...["--x", "Content-Type: text/plain", "", "See below."],
    ...attached("application/pdf", "Pläne.pdf", "%PDF-1.7 secret"),
    ...attached("text/plain", "notes.txt", "secret"),
    "--x--",
  );
  expect(said.slice(1)).toEqual([
    "p See below.",
    "p Attachments:",
    "ul Pläne.pdf (application/pdf) / notes.txt (text/plain)",
  ]);
});

test("attached messages are read, below the one that they came with, down to the third", async () => {
  let inner = message("Subject: deep 5", "", "text 5");
  for (let depth = 4; depth >= 0; depth--) {
    const boundary = `b${depth}`;
    inner = message(
      `Subject: deep ${depth}`,
      `Content-Type: multipart/mixed; boundary=${boundary}`,
      "",
      ...[`--${boundary}`, "", `text ${depth}`],
      ...[`--${boundary}`, "Content-Type: message/rfc822", "", inner],
      `--${boundary}--`,
    );
  }
  const said = await read(inner);
  expect(said.filter((line) => /^h|^p text/.test(line))).toEqual(
    [0, 1, 2, 3].flatMap((depth) => [`h${depth + 1} deep ${depth}`, `p text ${depth}`]),
  );
  expect(said.at(-1)).toBe("ul without a name (message/rfc822)");
});

test("an encrypted message says so, a signed one is read", async () => {
  const type = (value: string) => message("Subject: a", `Content-Type: ${value}`, "", "Text");
  const problem = await refusal("a.eml", type("multipart/encrypted; boundary=x"));
  expect([problem.code, problem.message]).toEqual([
    "file_encrypted",
    "The e-mail is encrypted for its recipients.",
  ]);
  expect((await refusal("a.eml", type("application/pkcs7-mime; smime-type=enveloped-data"))).code).toBe(
    "file_encrypted",
  );
  expect((await parse("a.eml", type("application/pkcs7-mime; smime-type=signed-data"))).title).toBe("a");
});

test("parts in parts without end are refused", async () => {
  const lines = Array.from(
    { length: 60 },
    (_, depth) => `Content-Type: multipart/mixed; boundary=b${depth}\r\n\r\n--b${depth}`,
  );
  expect((await refusal("a.eml", message("Subject: a", ...lines, "", "Text"))).code).toBe("file_corrupt");
});
