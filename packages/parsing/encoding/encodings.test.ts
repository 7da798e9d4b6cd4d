import { describe, expect, test } from "vitest";
import { encode, encodeWide } from "../testing/encode.ts";
import { parse, refusal } from "../testing/parse.ts";

/** As short as files come: a table of two rows, or two lines. */
const SAMPLES: readonly (readonly [encoding: string, key: string, text: string])[] = [
  ["shift_jis", "stock.csv", "品番,保管場所\nA-12,第二倉庫の棚\n"],
  ["shift_jis", "notice.txt", "緊急連絡先は内線七番です。"],
  ["euc-jp", "notice.txt", "会議は午後三時に始まります。"],
  ["iso-2022-jp", "notice.txt", "避難訓練は来週の火曜日に行います。"],
  ["gb18030", "stock.csv", "编号,名称\n7,安全阀门\n"],
  ["gb18030", "notice.txt", "员工食堂周末不开放。"],
  ["big5", "notice.txt", "會議室請於使用前一天預訂。"],
  ["euc-kr", "notice.txt", "회의실은 하루 전에 예약해야 합니다."],
  ["windows-1251", "notice.txt", "Ключи от склада хранятся у дежурного."],
  ["koi8-r", "notice.txt", "Ключи от склада хранятся у дежурного."],
  ["iso-8859-5", "notice.txt", "Ключи от склада хранятся у дежурного."],
  ["ibm866", "notice.txt", "Ключи от склада хранятся у дежурного."],
  ["windows-1253", "notice.txt", "Το κλειδί της αποθήκης είναι στο γραφείο."],
  ["iso-8859-7", "notice.txt", "Ωράριο: το γραφείο ανοίγει στις εννέα."],
  ["windows-1255", "notice.txt", "המפתח של המחסן נמצא אצל השומר במשרד הראשי."],
  ["windows-1255", "notice.txt", "המפתחות למחסן נמצאים בקבלה. הוצאות הנסיעה משולמות פעם בחודש."],
  ["euc-kr", "stock.csv", "Name,Note\n1,창고 열쇠\n"],
  ["windows-1252", "tank.txt", "Temperature 25 °C ± 2, ½ litre, §12"],
  ["windows-1256", "notice.txt", "مفتاح المخزن موجود في المكتب الرئيسي."],
  ["windows-1250", "notice.txt", "Klíče od skladu má vrátný, přijďte před šestou."],
  ["windows-1250", "notice.txt", "A raktár kulcsa a portán van, őrzi az ügyeletes."],
  ["iso-8859-2", "notice.txt", "Klucz do magazynu leży na portierni, proszę się podpisać."],
  ["windows-1254", "notice.txt", "Deponun anahtarı güvenlik görevlisindedir, kapı altıda açılır."],
  ["windows-1252", "notice.txt", "Der Schlüssel für das Lager hängt im Büro – bitte zurückgeben."],
  ["windows-1252", "fares.csv", "Ziel;Preis\nMünchen;40 €\n"],
  ["macintosh", "notice.txt", "La clé du dépôt est à l’accueil, à côté de l’entrée."],
];

describe("text that is not Unicode is read as it was written, and says that its encoding was told from the text", () => {
  test.each(SAMPLES)("%s: %s %s", async (encoding, key, text) => {
    const parsed = await parse(key, encode(text, encoding));
    const letters = (of: string) => of.replace(/[^\p{L}\p{N}]/gu, "");
    expect(letters(parsed.text)).toBe(letters(text));
    expect(parsed.notes).toMatchObject([{ kind: "encoding_guessed", count: 1 }]);
  });
});

describe("Unicode", () => {
  const text = "Ask Redshank.\nКлючи у дежурного.\n";
  test.each(["utf-16le", "utf-16be", "utf-32le", "utf-32be"] as const)(
    "%s is read with a mark and without",
    async (form) => {
      for (const mark of ["\ufeff", ""]) {
        const parsed = await parse("a.txt", encodeWide(`${mark}${text}`, form));
        expect(parsed.text).toBe("Ask Redshank.\nКлючи у дежурного.");
        expect(parsed.notes.length).toBe(mark === "" ? 1 : 0);
      }
    },
  );

  test("Chinese and Japanese without a mark, a space or a line's end are told by their full stops", async () => {
    const text = "倉庫の鍵は受付にあります。申請書は人事部へ提出してください。";
    for (const form of ["utf-16le", "utf-16be"] as const)
      expect((await parse("a.txt", encodeWide(text, form))).text).toBe(text);
    const page = `<html><head><title>規程</title></head><body><p>${text}</p></body></html>`;
    for (const form of ["utf-16le", "utf-16be", "utf-32le", "utf-32be"] as const)
      expect((await parse("a.html", encodeWide(page, form))).text).toBe(text);
  });

  test("a clause of another script without a mark is told by its spaces", async () => {
    expect((await parse("a.md", encodeWide("# 会议室\n\n请提前预订。\n", "utf-16be"))).text).toBe(
      "会议室\n\n请提前预订。",
    );
  });
});

test("lines of two encodings under each other are each read in their own", async () => {
  const log = Buffer.concat([
    Buffer.from("Öffnung um neun\nSchließung um fünf\n"),
    encode("Tür geprüft\n", "windows-1252"),
  ]);
  expect((await parse("gate.log", log)).text).toBe("Öffnung um neun\nSchließung um fünf\nTür geprüft");
});

test("a declared encoding holds where the text reads as that, and only there", async () => {
  const page = (charset: string, bytes: Uint8Array) =>
    Buffer.concat([Buffer.from(`<meta charset="${charset}"><p>`), bytes, Buffer.from("</p>")]);
  const honoured = await parse("a.html", page("iso-8859-2", encode("źdźbło", "iso-8859-2")));
  expect([honoured.text, honoured.notes]).toEqual(["źdźbło", []]);
  const copied = await parse("a.html", page("iso-8859-1", encode("緊急連絡先は内線七番です。", "shift_jis")));
  expect(copied.text).toBe("緊急連絡先は内線七番です。");
  const xml = Buffer.concat([
    Buffer.from('<?xml version="1.0" encoding="windows-1251"?><a>'),
    encode("склад", "windows-1251"),
    Buffer.from("</a>"),
  ]);
  expect((await parse("a.xml", xml)).text).toBe("склад");
});

describe("seven bits", () => {
  const inSeven = (text: string, label: string) =>
    encode(text, label).map((byte) => (byte > 0x7f ? byte & 0x7f : byte));
  const between = (start: string, run: Uint8Array, end: string) =>
    Buffer.concat([Buffer.from(start), run, Buffer.from(end)]);

  test("Korean between shifts", async () => {
    const run = inSeven("열쇠는", "euc-kr");
    const parsed = await parse("a.txt", between("\x1b$)CKey: \x0e", run, "\x0f (room 7)\n"));
    expect(parsed.text).toBe("Key: 열쇠는 (room 7)");
    expect(parsed.notes).toMatchObject([{ kind: "encoding_guessed", names: ["iso-2022-kr"] }]);
  });

  test("Chinese between braces with tildes; other tildes and braces are text", async () => {
    const parsed = await parse("a.txt", between("About ~~5 m: ~{", inSeven("安全阀门", "gb18030"), "~}.\n"));
    expect(parsed.text).toBe("About ~5 m: 安全阀门.");
    for (const text of ["~{GkSZ~} and ~/bin", "~{ab", "cp ~{a,b}~ ~{c}~}"])
      expect((await parse("a.txt", text)).text).toBe(text);
  });
});

test("a log that a crash interrupted is text, and colours of a terminal are no part of its words", async () => {
  const log = `start ok\n${"\0".repeat(400)}\x1b[31mRED\x1b[0m pump \x1b]8;;https://x.test\x1b\\failed\x1b]8;;\x1b\\\n`;
  expect((await parse("gate.log", log)).text).toBe("start ok\nRED pump failed");
});

test("what reads as text in no encoding is refused with a reason, never shown as nonsense", async () => {
  // "The keys are kept at the gate." in EBCDIC, and letters at random.
  const ebcdic = Buffer.from("e3888540928588a240819985409285978340", "hex");
  const random = Uint8Array.from(
    { length: 300 },
    (_, index) => 0x40 + ((index * 7_919 + ((index * index) % 97)) % 190),
  );
  for (const bytes of [Buffer.concat([ebcdic, ebcdic, ebcdic]), random]) {
    const problem = await refusal("a.txt", bytes);
    expect(problem.code).toBe("file_unsupported");
    expect(`${problem.message} ${problem.action}`).toMatch(/encoding.*UTF-8/);
  }
});

test("a few stray bytes in a long text are told, and all else is read", async () => {
  const text = Buffer.concat([
    Buffer.from("The gate opens at six. ".repeat(50)),
    Buffer.of(0x81, 0x9d, 0xff),
    Buffer.from(" Done."),
  ]);
  const parsed = await parse("a.txt", text);
  expect(parsed.text).toMatch(/six\. \ufffd+ Done\.$/);
  expect(parsed.notes).toMatchObject([{ kind: "unreadable_characters" }]);
});
