import { describe, expect, test } from "vitest";
import { openAnalyzer } from "./index.ts";

const analyzer = openAnalyzer();
const ENGLISH = "It is what was said of the harbour, and that is all there is to say about it.";

/** The terms in which a document and a question meet. */
function met(document: string, question: string, around = ENGLISH): string[] {
  const held = new Set(analyzer.documentTerms(document, around));
  const { own, variants } = analyzer.questionTerms(question);
  return [...own, ...variants].filter((term) => held.has(term));
}

describe("an identifier is found whole, by its parts, and however it is variants", () => {
  test.each([
    ["CVE-2021-3156", "CVE-2021-3156"],
    ["CVE-2021-3156", "cve 2021 3156"],
    ["CVE-2021-3156", "3156"],
    ["ORA-00942", "ORA-942"],
    ["ORA-00942", "ora 00942"],
    ["com.acme.pier.CraneService", "CraneService"],
    ["com.acme.pier.CraneService", "crane service"],
    ["/srv/crane/queue.db", "queue.db"],
    ["`min_idle_time`", "min idle time"],
    ["`minIdleTime`", "min_idle_time"],
    ["LM317T-7", "LM317"],
    ["LM317T-7", "lm317t"],
    ["v9.4.1", "9.4.1"],
    ["9.4.1.0", "v9.4.1"],
    ["PO 077", "PO-077"],
    ["PO-077", "po077"],
    ["B-7/C", "b-7/c"],
    ["call +49 30 901820 4", "030 901820 4"],
    ["+49 30 901820", "4930901820"],
    ["IBAN GB29 NWBK 6016 1331 9268 19", "GB29NWBK60161331926819"],
    ["GB29NWBK60161331926819", "GB29 NWBK 6016 1331 9268 19"],
    ["000-1234-000", "000-1234-000"],
    ["§ 7", "§7"],
    ["€2,480.00", "2480"],
    ["2.480,00 EUR", "2480"],
    ["an annual berth is 12 500", "12500"],
    ["an annual berth is 12500", "12 500"],
    ["Art. 6(1)(b) GDPR", "6(1)(b)"],
    ["Node.js", "nodejs"],
    ["R&D", "r&d"],
    ["write to desk@harbour.example", "desk@harbour.example"],
  ])("%s, asked as %s", (document, question) => {
    const whole = met(document, question);
    expect(whole.length).toBeGreaterThan(0);
    // Not by a piece that any other has as well.
    expect(whole.some((term) => term.length > 1)).toBe(true);
  });

  test.each([
    ["C++", "C#"],
    ["14.2.10", "14.2.1.0"],
    ["12.5", "125"],
    ["room 4.17", "4.18"],
    ["A9", "A90"],
    ["PO-001", "PO-0012 "],
  ])("%s is not %s", (document, question) => {
    const whole = analyzer.questionTerms(question).own.toSorted((one, other) => other.length - one.length)[0];
    expect(analyzer.documentTerms(document, ENGLISH)).not.toContain(whole);
  });
});

describe("words meet however they are written", () => {
  test.each([
    ["the on-call engineer", "oncall"],
    ["the on-call engineer", "on call"],
    ["an e-mail", "email"],
    ["co-operation", "cooperation"],
    ["timeout", "time-out"],
    ["IT opens at eight", "IT department"],
    ["what the WHO says", "WHO"],
    ["Zoë", "Zoe"],
    ["Straße", "STRASSE"],
    ["Jørgensen", "Jorgensen"],
    ["O’Neill", "ONeill"],
    ["Škoda", "skoda"],
    ["Müller", "Mueller"],
    ["studies", "study"],
    ["командировка", "командировки"],
    ["والمفاتيح", "المفاتيح"],
    ["ｆｕｌｌ width", "full"],
  ])("%s, asked as %s", (document, question) => {
    expect(met(document, question)).not.toEqual([]);
  });

  test("the same diacritics meet in more than their bare letters do", () => {
    expect(met("Zoë", "Zoë").length).toBeGreaterThan(met("Zoë", "Zoe").length);
  });

  test("a German compound is found by its parts", () => {
    const german = "Das ist der Text, in dem die Sprache zu erkennen ist, und er ist nicht sehr lang.";
    expect(met("Kündigungsfrist", "Frist", german)).toContain("frist");
    expect(met("Mietvertragsänderung", "Mietvertrag", german)).not.toEqual([]);
    expect(met("Kündigungsfristen", "Kuendigung", german)).toContain("kundig");
    expect(met("Wasserleitung", "Leitung Wasser", german)).toEqual(["leitung", "wass"]);
  });

  test.each([
    ["年次有給休暇は二十日です", "有給休暇"],
    ["消火器は毎年点検する", "点検"],
    ["員工每年有二十天年假", "年假"],
    ["연차휴가는 20일입니다", "연차휴가"],
    ["พนักงานลาพักร้อนได้ยี่สิบวัน", "ลาพักร้อน"],
    ["使用iPhone手机", "iPhone"],
  ])("%s is found by %s inside it", (document, question) => {
    expect(met(document, question)).not.toEqual([]);
  });

  test("function words alone find nothing, and capitals make others of them", () => {
    expect(analyzer.questionTerms("what is it that they do").own).toEqual([]);
    expect(analyzer.questionTerms("IT").own).toEqual(["=IT"]);
  });
});

test("a word that stands nowhere may be two, or one with the next", () => {
  const split = analyzer.questionTerms("tidegauge").rescues[0]?.instead;
  expect(split).toContainEqual(["tide", "gaug"]);
  expect(analyzer.questionTerms("pilot house rules").rescues[0]?.instead).toContainEqual(["pilothouse"]);
});

test("the language around tells how a short passage is stemmed", () => {
  const german =
    "Die Erstattung wird binnen sechs Wochen bei der Verwaltung beantragt und dann von ihr geprüft.";
  expect(analyzer.documentTerms("Reisen", german)).toContain("reis");
  expect(analyzer.documentTerms("Reisen", ENGLISH)).not.toContain("reis");
});

test("the cost of a line of data is bounded: of its parts a few make sequences", () => {
  const line = "a1-".repeat(20_000);
  const started = performance.now();
  expect(analyzer.documentTerms(line, line).length).toBeLessThan(500);
  expect(analyzer.documentTerms("x".repeat(100_000), ENGLISH).every((term) => term.length <= 100)).toBe(true);
  expect(performance.now() - started).toBeLessThan(5_000);
});
