import { describe, expect, test } from "vitest";
import { openAnalyzer } from "./index.ts";

const identifiersOf = (question: string) => openAnalyzer().questionTerms(question).identifiers;

describe("what names one thing is an identifier, and what counts is none", () => {
  test.each([
    ["Where is part PO-0012?", ["PO-0012"]],
    ["Where is part PO 0012?", ["PO 0012"]],
    ["What is the error 0x80070006?", ["0x80070006"]],
    ["What does invoice 2026/0043 say?", ["2026/0043"]],
    ["Where is room 4.18?", ["4.18"]],
    ["What is the rent of berth A9?", ["A9"]],
    ["What does ORA-00942 mean?", ["ORA-00942"]],
    ["Which shelf holds BZX79C4V7?", ["BZX79C4V7"]],
    ["What does version 14.2.2.0 add?", ["14.2.2.0"]],
    ["What does sensor 500 measure?", ["500"]],
    ["What is the torque of valve 1234?", ["1234"]],
    ["Who answers on +44 20 7946 0958?", ["44 20 7946 0958"]],
    ["What is max_pool_size?", ["max_pool_size"]],
    ["What does maxPoolWait do?", ["maxPoolWait"]],
    ["What is 44228?", ["44228"]],
    ["What does § 12 say?", ["§12"]],
    ["Wo ist Raum 312?", ["312"]],
    ["What does Art. 6(1)(c) GDPR allow?", ["6(1)(c)"]],
    ["What does section 501(c)(iii) say?", ["501(c)(iii)"]],
    ["Are levels of 25(OH)D above 75 nmol enough?", []],
    ["What does 29 CFR 1910.135 demand?", ["1910.135"]],
    ["Who may enter hut 7?", ["7"]],
    ["How many days within 30 days?", []],
    ["What changed in 2026?", []],
    ["Can 2 people share a room?", []],
    ["Is 12.5 % enough?", []],
    ["What costs more than 1,250.00 euros?", []],
    ["What may I claim above 500?", []],
    ["How do 3-day trips work?", []],
    ["Is it open on 2026-03-01 at 14:30?", []],
    ["What happens in May 2026 or Q3?", []],
    ["Is there a 5kg limit before 10am?", []],
    ["How long is the 2nd break?", []],
    ["Which rooms seats 40 people?", []],
    ["Is it EUR 40 a day?", []],
    ["What did GDPR 2018 change?", []],
    ["Do I need a PowerPoint licence?", []],
    ["Is it on-call or 24/7?", []],
    ["How much is it for 10000 visitors?", []],
  ])("%s", (question, expected) => {
    expect(identifiersOf(question).map(({ text }) => text)).toEqual(expected);
  });
});

describe("a text holds an identifier only where it stands whole", () => {
  test.each([
    ["PO-0012", "PO 0012 is a valve", true],
    ["PO-0012", "PO0012", true],
    ["Article 6(1)(b)", "Under Art. 6 (1) (b) GDPR it is allowed", true],
    ["Article 6(1)(c)", "Art. 6(1)(b) GDPR allows it", false],
    ["PO-0012", "Part: PO-0010; Shelf: S2", false],
    ["PO-0012", "PO-00120", false],
    ["A9", "berth A90", false],
    ["A9", "berth a-9", true],
    ["room 4.18", "Room 4.17 is the archive.", false],
    ["room 4", "Room 4.17 is the archive.", false],
    ["room 17", "Room 4.17 is the archive.", false],
    ["room 17", "within 17 days", false],
    ["room 17", "Room 17 is small", true],
    ["version 14.2.1", "14.2.10", false],
    ["version 14.2.1", "version v14.2.1", true],
    ["v14.2.1", "14.2.1", true],
    ["CVE-2024-6387", "CVE-2024-3094", false],
    ["sensor 500", "sensor 5000", false],
    ["§12", "Section §12 Abs. 3 applies.", true],
    ["§12", "within 12 days", false],
    ["valve 1234", "1380–1384", false],
    ["invoice 2026/0043", "Invoice 2026/0042 was paid", false],
    ["invoice 2026/0043", "Invoice 2026-0043 was paid", true],
    ["max_pool_size", "the maxPoolSize of it", true],
    ["max_pool_size", "max_pool_wait", false],
    ["+44 20 7946 0958", "call +44 (20) 7946-0958", true],
    ["ORA-00600", "ORA-00060", false],
    ["form W-8BEN", "Companies fill in form W-8BEN-E.", false],
    ["form W-8BEN", "Form W-8BEN–E is longer than form W-8BEN.", true],
    ["form W-8BEN-E", "Companies fill in form W-8BEN-E.", true],
    ["form W-8BEN", "a claim by form, W-8BEN-based", true],
    ["form W-8BEN", "the form is in W-8BEN-EN", true],
    ["berth A9", "berths A9-A12 are for guests", true],
  ])("%s in %s: %s", (question, text, expected) => {
    const [first] = identifiersOf(question);
    expect(first?.heldBy(text)).toBe(expected);
  });
});
