import { describe, expect, test } from "vitest";
import { buildWord, paragraph, run, type WordParts } from "../testing/build-word.ts";
import { outlineOf, parse } from "../testing/parse.ts";

const open = (body: string, parts: WordParts = {}) => parse("a.docx", buildWord(body, parts));
const read = async (body: string, parts: WordParts = {}) => outlineOf(await open(body, parts));
const mark = (type: string, inside = "") =>
  `<w:r><w:fldChar w:fldCharType="${type}">${inside}</w:fldChar></w:r>`;
const code = (text: string) => `<w:r><w:instrText>${text}</w:instrText></w:r>`;

describe("fields say what they came to", () => {
  test("simple ones, and complex ones without their code, in each other and over paragraphs", async () => {
    const simple = `<w:fldSimple w:instr=" SEQ Table ">${run("4")}</w:fldSimple>`;
    const inner = `${mark("begin")}${code(" REF x ")}${mark("separate")}${run("7")}${mark("end")}`;
    const complex = `${mark("begin")}${code(" IF ")}${inner}${code(" = 7 ")}${mark("separate")}${run("see 7")}${mark("end")}`;
    const over = paragraph(`${mark("begin")}${code("TOC")}${mark("separate")}${run("Contents")}`);
    expect(
      await read(
        paragraph(run("Table ") + simple + run(": loads")) +
          paragraph(run("Dear Ann, ") + complex + run(".")) +
          over +
          paragraph(run("Rules 3") + mark("end")),
      ),
    ).toEqual(["p Table 4: loads", "p Dear Ann, see 7.", "p Contents", "p Rules 3"]);
  });

  test("boxes and choices of forms, of which only the field knows", async () => {
    const box = (checked: string) =>
      `${mark("begin", `<w:ffData><w:checkBox>${checked}</w:checkBox></w:ffData>`)}${code("FORMCHECKBOX")}${mark("end")}`;
    const choice = `${mark("begin", '<w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="red"/><w:listEntry w:val="green"/></w:ddList></w:ffData>')}${code("FORMDROPDOWN")}${mark("end")}`;
    const body = paragraph(
      box("<w:checked/>") + run(" yes ") + box('<w:default w:val="0"/>') + run(" no, ") + choice,
    );
    expect(await read(body)).toEqual(["p ☒ yes ☐ no, green"]);
  });

  test("what is drawn by their code: readings over words, fractions", async () => {
    const field = (text: string) => `${mark("begin")}${code(text)}${mark("end")}`;
    const reading = field(String.raw`EQ \* jc2 \* "Font:MS Mincho" \* hps10 \o\ad(\s\up 9(きたぐち),北口)`);
    expect(
      await read(
        paragraph(reading + run("へ、")) +
          paragraph(run("Mix ") + field(String.raw` EQ \f(3;4) `) + run(".")),
      ),
    ).toEqual(["p 北口（きたぐち）へ、", "p Mix 3/4."]);
  });

  test("but nobody needs to know which page a page was", async () => {
    const page = `<w:fldSimple w:instr="PAGE">${run("3")}</w:fldSimple>`;
    expect(await read(paragraph(page) + paragraph(run("Page ") + page) + paragraph("Text"))).toEqual([
      "p Page 3",
      "p Text",
    ]);
  });
});

describe("links say where they lead", () => {
  const addresses = { a: "https://example.org/b?c=1&d=2", m: "mailto:ann@example.org" };
  test.each([
    [
      "beside their text",
      `<w:hyperlink r:id="a">${run("the portal")}</w:hyperlink>${run(".")}`,
      "the portal (https://example.org/b?c=1&d=2).",
    ],
    [
      "once, where their text is the address",
      `<w:hyperlink r:id="m">${run("Ann@Example.org")}</w:hyperlink>`,
      "Ann@Example.org",
    ],
    [
      "as a field",
      `${mark("begin")}${code(' HYPERLINK "https://example.org/x" \\o "y" ')}${mark("separate")}${run("here")}${mark("end")}`,
      "here (https://example.org/x)",
    ],
    [
      "but not within the document",
      `<w:hyperlink w:anchor="b">${run("above")}</w:hyperlink>${mark("begin")}${code(' HYPERLINK \\l "b" ')}${mark("separate")}${run(" or below")}${mark("end")}`,
      "above or below",
    ],
  ])("%s", async (_how, runs, said) => {
    expect(await read(paragraph(runs), { addresses })).toEqual([`p ${said}`]);
  });
});

describe("formulas stand in their sentence, on one line", () => {
  const text = (it: string) => `<m:r><m:t>${it}</m:t></m:r>`;
  test.each([
    ["k=0.85", text("k=0.85")],
    ["(a+b)/2", `<m:f><m:num>${text("a+b")}</m:num><m:den>${text("2")}</m:den></m:f>`],
    ["x^2", `<m:sSup><m:e>${text("𝑥")}</m:e><m:sup>${text("2")}</m:sup></m:sSup>`],
    ["x_(i+1)", `<m:sSub><m:e>${text("x")}</m:e><m:sub>${text("i+1")}</m:sub></m:sSub>`],
    ["√(2gh)", `<m:rad><m:radPr><m:degHide/></m:radPr><m:deg/><m:e>${text("2gh")}</m:e></m:rad>`],
    ["root(3, x)", `<m:rad><m:deg>${text("3")}</m:deg><m:e>${text("x")}</m:e></m:rad>`],
    [
      "∑_(i=1)^n i",
      `<m:nary><m:naryPr><m:chr m:val="∑"/></m:naryPr><m:sub>${text("i=1")}</m:sub><m:sup>${text("n")}</m:sup><m:e>${text("i")}</m:e></m:nary>`,
    ],
    [
      "log_10 [x]",
      `<m:func><m:fName><m:sSub><m:e>${text("log")}</m:e><m:sub>${text("10")}</m:sub></m:sSub></m:fName><m:e><m:d><m:dPr><m:begChr m:val="["/><m:endChr m:val="]"/></m:dPr><m:e>${text("x")}</m:e></m:d></m:e></m:func>`,
    ],
    [
      "[a, b; c, d]",
      `<m:m><m:mr><m:e>${text("a")}</m:e><m:e>${text("b")}</m:e></m:mr><m:mr><m:e>${text("c")}</m:e><m:e>${text("d")}</m:e></m:mr></m:m>`,
    ],
  ])("%s", async (said, formula) => {
    const body = paragraph(
      `${run("It is")}<m:oMath>${formula}</m:oMath>${run("for steel (")}<m:oMath>${text("y")}</m:oMath>${run(").")}`,
    );
    expect(await read(body)).toEqual([`p It is ${said} for steel (y).`]);
  });

  test("however deeply they nest", async () => {
    const deep = `${"<m:d><m:e>".repeat(5_000)}${text("x")}${"</m:e></m:d>".repeat(5_000)}`;
    expect((await read(paragraph(`${run("Deep")}<m:oMath>${deep}</m:oMath>`)))[0]).toMatch(/^p Deep/);
  });
});

test("what reviewers took out is noted, what they put in is read, paragraphs that they joined are one", async () => {
  const body =
    paragraph(
      `${run("Rent is ")}<w:del><w:r><w:delText>10</w:delText></w:r></w:del><w:ins>${run("12")}</w:ins>${run(" a week")}`,
      "<w:rPr><w:del/></w:rPr>",
    ) + paragraph(", in advance.");
  const parsed = await open(body);
  expect(outlineOf(parsed)).toEqual(["p Rent is 12 a week, in advance."]);
  expect(parsed.notes).toEqual([{ kind: "deletions", count: 1 }]);
});

test("hidden text is not read but noted, once for each passage", async () => {
  const parsed = await open(
    paragraph(run("Seen. ") + run("not ", "<w:vanish/>") + run("this", "<w:vanish/>")),
  );
  expect(parsed.text).toBe("Seen.");
  expect(parsed.notes).toEqual([{ kind: "hidden_text", count: 1 }]);
});

test("characters that stand as elements, and those of fonts without Unicode", async () => {
  const signs =
    '<w:r><w:t>a</w:t><w:noBreakHyphen/><w:t>b</w:t><w:tab/><w:sym w:font="Wingdings" w:char="F0FE"/><w:sym w:font="Symbol" w:char="F06D"/><w:sym w:font="Logos" w:char="F041"/></w:r>';
  const parsed = await open(paragraph(signs));
  expect(parsed.text).toBe("a-b ☑μ");
  expect(parsed.notes).toEqual([{ kind: "unreadable_characters", count: 1 }]);
});

test("how a word is pronounced stands behind it, so that the word is found whole", async () => {
  const ruby = (base: string, above: string) =>
    `<w:r><w:ruby><w:rubyPr/><w:rt>${run(above)}</w:rt><w:rubyBase>${run(base)}</w:rubyBase></w:ruby></w:r>`;
  const body = paragraph(
    `${ruby("育児", "いくじ")}${ruby("休暇", "きゅうか")}${run("と")}${ruby("鍵", "かぎ")}`,
  );
  expect(await read(body)).toEqual(["p 育児休暇（いくじきゅうか）と鍵（かぎ）"]);
});

test("a raised number is a power, and a dropped capital the first letter of its paragraph", async () => {
  const raised = run("6", '<w:vertAlign w:val="superscript"/>');
  expect(await read(paragraph(`${run("10")}${raised}${run(" litres")}`))).toEqual(["p 10^6 litres"]);
  const capital = paragraph("T", '<w:framePr w:dropCap="drop" w:lines="3"/>');
  expect(await read(capital + paragraph("he lock was built in 1871."))).toEqual([
    "p The lock was built in 1871.",
  ]);
});
