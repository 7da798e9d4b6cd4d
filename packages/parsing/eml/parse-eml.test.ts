import { describe, expect, test } from "vitest";
import { buildPptx, shape } from "../testing/build-office.ts";
import { buildTnef, mapiProperties, tnefAttribute } from "../testing/build-tnef.ts";
import { buildPlainDocx, buildZip } from "../testing/build-zip.ts";
import { encode } from "../testing/encode.ts";
import { outlineOf, parse, refusal } from "../testing/parse.ts";
import { unpackRtf } from "./rtf-in-tnef.ts";

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

describe("a message that does not say its encoding is read as it was written, and says that it was told from the text", () => {
  const send = (text: string, encoding: string, type = "text/plain") =>
    parse("a.eml", encode(`Subject: ${text}\r\nContent-Type: ${type}\r\n\r\n${text}\r\n`, encoding));

  test.each([
    ["windows-1251", "Ключи от склада хранятся у дежурного."],
    ["shift_jis", "緊急連絡先は内線七番です。"],
    ["iso-2022-jp", "避難訓練は来週の火曜日に行います。"],
    ["windows-1252", "Der Schlüssel für das Lager hängt im Büro."],
  ])("%s: its subject and its text", async (encoding, text) => {
    for (const type of ["text/plain", "text/plain; charset=us-ascii", "text/plain; charset=unknown-8bit"]) {
      const parsed = await send(text, encoding, type);
      expect(outlineOf(parsed)).toEqual([`h1 ${text}`, `p ${text}`]);
      expect(parsed.notes).toMatchObject([{ kind: "encoding_guessed", names: [encoding] }]);
    }
  });

  test("a page in it says it", async () => {
    const parsed = await send('<meta charset="iso-8859-2"><p>źdźbło</p>', "iso-8859-2", "text/html");
    expect(outlineOf(parsed).at(-1)).toBe("p źdźbło");
  });

  test("a file that is enclosed as it is stays as it is", async () => {
    const lines = mixed([
      "--x",
      "Content-Type: application/pdf; name=a.pdf",
      "Content-Transfer-Encoding: binary",
      "",
      "%PDF-1.7",
    ]);
    const [before, after] = message(...lines).split("%PDF-1.7");
    const binary = Uint8Array.from({ length: 4_000 }, (_, at) => 1 + ((at * 7_919) % 255));
    const bytes = Buffer.concat([Buffer.from(`${before}%PDF-1.7 `), binary, Buffer.from(after ?? "")]);
    const parsed = await parse("a.eml", bytes);
    expect(outlineOf(parsed)).toContain("p See below.");
    expect(parsed.notes).not.toContainEqual(expect.objectContaining({ kind: "encoding_guessed" }));
  });

  test("a subject in the encoding that its text declares", async () => {
    const parsed = await send("Ключи от склада", "koi8-r", "text/plain; charset=koi8-r");
    expect([parsed.title, parsed.text.split("\n").at(-1)]).toEqual(["Ключи от склада", "Ключи от склада"]);
  });
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

const mixed = (...parts: (readonly string[])[]) => [
  "Subject: a",
  "Content-Type: multipart/mixed; boundary=x",
  "",
  ...["--x", "Content-Type: text/plain", "", "See below."],
  ...parts.flat(),
  "--x--",
];
const packed = (type: string, name: string, content: Uint8Array) => [
  "--x",
  `Content-Type: ${type}`,
  "Content-Transfer-Encoding: base64",
  `Content-Disposition: attachment; filename="${name}"`,
  "",
  ...(Buffer.from(content)
    .toString("base64")
    .match(/.{1,76}/g) ?? []),
];
const open = (...parts: (readonly string[])[]) => parse("a.eml", message(...mixed(...parts)));

test("UTF-8 that was declared as ASCII or Latin-1 is read as what it is, however it is packed; Latin-1 stays", async () => {
  const said = "Größe fünf – naïve";
  const send = (charset: string, transfer: string, body: string) =>
    read(
      "Subject: a",
      `Content-Type: text/plain; charset=${charset}`,
      `Content-Transfer-Encoding: ${transfer}`,
      "",
      body,
    );
  const inBase64 = Buffer.from(said).toString("base64");
  for (const charset of ["us-ascii", "iso-8859-1", "windows-1252"]) {
    expect(await send(charset, "8bit", said)).toContain(`p ${said}`);
    expect(await send(charset, "base64", inBase64)).toContain(`p ${said}`);
  }
  for (const text of ["Gr=F6=DFe f=FCnf", "CAF=C9=85", "=C3=84"])
    expect(await send("windows-1252", "quoted-printable", text)).toContain(
      `p ${{ "Gr=F6=DFe f=FCnf": "Größe fünf", "CAF=C9=85": "CAFÉ…", "=C3=84": "Ä" }[text]}`,
    );
});

describe("what is attached is read, each file as a part of its own", () => {
  const word = buildPlainDocx("<w:p><w:r><w:t>The levy is 3.</w:t></w:r></w:p>");

  test("whatever format Footnote reads, by its name or by its type; the rest is named and noted", async () => {
    const parsed = await open(
      attached("application/pdf", "Pläne.pdf", "%PDF-1.7 damaged"),
      attached("text/plain", "notes.txt", "Low tide at ten."),
      packed("application/octet-stream", "levy.docx", word),
      attached("text/csv", "rates", "Boat,Rate\r\nPetrel,4"),
      packed("application/zip", "all.zip", buildZip({ a: "b" })),
      attached("application/pgp-signature", "signature.asc", "-----BEGIN PGP SIGNATURE-----"),
    );
    expect(outlineOf(parsed).slice(1)).toEqual([
      "p See below.",
      "p Attachments:",
      "ul Pläne.pdf (application/pdf) / notes.txt (text/plain) / levy.docx (application/octet-stream) / rates (text/csv) / all.zip (application/zip) / signature.asc (application/pgp-signature)",
      "h2 Attachment: notes.txt",
      "p Low tide at ten.",
      "h2 Attachment: levy.docx",
      "p The levy is 3.",
      "h2 Attachment: rates",
      "table1 Boat | Rate / Petrel | 4",
    ]);
    expect(parsed.notes).toEqual([{ kind: "attachments", count: 2, names: ["Pläne.pdf", "all.zip"] }]);
  });

  test("with what is left out of it, and pages that are not the message's", async () => {
    const deck = buildPptx([{ xml: shape("Hidden", "title"), isHidden: true }]);
    const parsed = await open(packed("application/octet-stream", "deck.pptx", deck));
    expect(outlineOf(parsed).slice(-2)).toEqual(["h2 Attachment: deck.pptx", "h3 Hidden"]);
    expect(parsed.pages).toBeUndefined();
    expect(parsed.blocks.every((block) => block.page === undefined)).toBe(true);
    expect(parsed.notes).toEqual([{ kind: "hidden_slides", count: 1 }]);
  });

  test("files in messages in files, down to the third", async () => {
    let inner = message("Subject: 5", "", "text 5");
    for (let depth = 4; depth >= 0; depth--) {
      inner = message(
        `Subject: ${depth}`,
        `Content-Type: multipart/mixed; boundary=b${depth}`,
        "",
        ...[`--b${depth}`, "", `text ${depth}`],
        ...[`--b${depth}`, "Content-Type: application/octet-stream; name=inner.eml", "", inner],
        `--b${depth}--`,
      );
    }
    const parsed = await parse("a.eml", inner);
    expect(outlineOf(parsed).filter((line) => line.startsWith("p text"))).toEqual(
      [0, 1, 2, 3].map((depth) => `p text ${depth}`),
    );
    expect(parsed.notes).toEqual([{ kind: "attachments", count: 1, names: ["inner.eml"] }]);
  });

  test("all of them together within the limits of one file, and no more than a message has", async () => {
    const large = buildPlainDocx(`<w:p><w:r><w:t>${"word ".repeat(6_000)}</w:t></w:r></w:p>`);
    const files = ["1.docx", "2.docx", "3.docx"].map((name) =>
      packed("application/octet-stream", name, large),
    );
    const limits = { maxInflatedBytes: 280_000 };
    const parsed = await parse("a.eml", message(...mixed(...files)), limits);
    expect(parsed.notes).toEqual([{ kind: "attachments", count: 1, names: ["3.docx"] }]);
    const few = await parse("a.eml", message(...mixed(...files)), { maxCharacters: 70_000 });
    expect(few.notes).toEqual([{ kind: "attachments", count: 1, names: ["3.docx"] }]);
    const many = Array.from({ length: 205 }, (_, index) => attached("text/plain", `${index}.txt`, "Text"));
    expect((await open(...many)).notes[0]).toMatchObject({ kind: "attachments", count: 5 });
  });
});

describe("invitations are read as what they say", () => {
  const event = (...lines: string[]) => [
    "BEGIN:VCALENDAR",
    "BEGIN:VEVENT",
    ...lines,
    "END:VEVENT",
    "END:VCALENDAR",
  ];
  const lines = event(
    "SUMMARY:Dry dock",
    "DTSTART:20260310T090000Z",
    "LOCATION:Room 7",
    'ATTENDEE;CN="Bo":mailto:bo@example.org',
  );
  const shown = ["--x", "Content-Type: text/calendar; method=REQUEST; charset=utf-8", "", ...lines];

  test("once, though they are there to be shown and to be opened", async () => {
    const parsed = await open(shown, attached("application/ics", "invite.ics", lines.join("\r\n")));
    expect(outlineOf(parsed).slice(2)).toEqual([
      "h2 Invitation",
      "h3 Dry dock",
      "ul Start: 2026-03-10 09:00 UTC / Place: Room 7 / Attendee: Bo (bo@example.org)",
    ]);
    expect(parsed.notes).toEqual([]);
  });

  test("also when they take something back; what is none is noted", async () => {
    const cancelled = shown.map((line) => line.replace("REQUEST", "CANCEL"));
    expect(outlineOf(await open(cancelled))[2]).toBe("h2 Cancellation");
    const damaged = await open(["--x", "Content-Type: text/calendar", "", "nothing"]);
    expect(damaged.notes).toEqual([{ kind: "attachments", count: 1, names: ["text/calendar"] }]);
  });
});

describe("winmail.dat, Outlook's own way to pack a message", () => {
  const winmail = (content: Uint8Array) => packed("application/ms-tnef", "winmail.dat", content);

  test("is read: its text and its attachments, under their long names", async () => {
    const content = buildTnef([
      tnefAttribute(1, 0x00018004, Buffer.from("Plan\0")),
      tnefAttribute(
        1,
        0x00069003,
        mapiProperties([[0x1000_001f, Buffer.from("High tide at noon.\0", "utf16le")]]),
      ),
      tnefAttribute(2, 0x00069002, Buffer.alloc(14)),
      tnefAttribute(2, 0x00018010, Buffer.from("NOTES~1.TXT\0")),
      tnefAttribute(2, 0x0006800f, Buffer.from("Bring oars.")),
      tnefAttribute(2, 0x00069005, mapiProperties([[0x3707_001e, Buffer.from("notes of May.txt\0")]])),
    ]);
    const parsed = await open(winmail(content));
    expect(outlineOf(parsed).slice(1)).toEqual([
      "p See below.",
      "p Attachments:",
      "ul notes of May.txt (application/octet-stream)",
      "h2 Plan",
      "p High tide at noon.",
      "h2 Attachment: notes of May.txt",
      "p Bring oars.",
    ]);
    expect(parsed.notes).toEqual([]);
  });

  test("but does not say again what the message says", async () => {
    const content = buildTnef([tnefAttribute(1, 0x0002800c, Buffer.from("See\r\nbelow.\0"))]);
    expect(outlineOf(await open(winmail(content))).slice(1)).toEqual(["p See below."]);
  });

  test("and is noted where it is damaged, wherever it breaks off", async () => {
    const whole = buildTnef([
      tnefAttribute(1, 0x00069003, mapiProperties([[0x1000_001e, Buffer.from("High tide.\0")]])),
    ]);
    for (let length = 0; length < whole.length - 2; length++) {
      const { notes } = await open(winmail(whole.subarray(0, length)));
      if (length < 6 + 9)
        expect(notes).toEqual(
          length === 0 ? notes : [{ kind: "attachments", count: 1, names: ["winmail.dat"] }],
        );
    }
  });

  test("packs its RTF once more (the example of [MS-OXRTFCP] 3.1)", () => {
    const example = Buffer.from(
      "2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c0900206277 05b06c647d0a800fa0".replace(
        /\s/g,
        "",
      ),
      "hex",
    );
    const text = "{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n";
    expect(Buffer.from(unpackRtf(example, 1_000) ?? []).toString()).toBe(text);
    expect(unpackRtf(example, 10)).toBeUndefined();
    for (let length = 0; length < example.length; length++) unpackRtf(example.subarray(0, length), 1_000);
  });
});

test("pictures that stand in the text are noted", async () => {
  const related = [
    ...["Subject: a", "Content-Type: multipart/related; boundary=x", ""],
    ...["--x", "Content-Type: text/html", "", '<p>Hi <img src="cid:1"></p>'],
    ...["--x", "Content-Type: image/png", "Content-ID: <1>", "", "x"],
    "--x--",
  ];
  expect((await parse("a.eml", message(...related))).notes).toEqual([{ kind: "pictures", count: 1 }]);
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
