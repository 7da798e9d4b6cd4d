import { afterAll, beforeAll, expect, test } from "vitest";
import { startFootnote, type TestFootnote } from "./footnote.ts";

/** Documents that differ in what only an exact search can tell apart. */
const FILES: Readonly<Record<string, string>> = {
  "alarms.md": `# Alarm codes\n\n## ERR-01042\n\nThe bilge pump does not start; check its fuse.\n\n## ERR-01420\n\nThe bilge pump runs dry; close the valve.\n\n## 0xC000012F\n\nThe image is not valid; install it again.\n`,
  "advisories.md": `# Advisories\n\n## CVE-2023-4863\n\nAn image library writes past its buffer.\n\n## CVE-2022-22965\n\nThe web frame binds what it should not.\n`,
  "stock.csv": `Part,Description,Bay\nQX-100,ball valve,K1\nQX-1000,ball valve wide,K2\n111-2222-333,gasket,K3\nLM7805CT,regulator,K4\nLM7812CT,regulator,K5\nD-4/K,hinge,K6\n`,
  "releases.md": `# What changed\n\n## 3.8.0.1\n\nThe map is drawn twice as fast.\n\n## 3.8.10\n\nThe print view is mended.\n\n## v4.0.0-beta.2\n\nA trial of the route planner.\n`,
  "settings.md": `# Options\n\n- \`retry_after_ms\`: how long to wait, 250.\n- \`maxQueueDepth\`: most jobs, 64.\n- \`org.pier.crane.LoadSensor\`: reads the weight.\n- \`/etc/pier/limits.toml\`: holds the limits.\n- \`npm run drain\`: empties the queue.\n`,
  "tongues.md": `# What is written in what\n\n## C++\n\nThe crane.\n\n## C#\n\nThe gate.\n\n## .NET\n\nThe gate needs it.\n\n## Vue.js\n\nThe board.\n`,
  "desk.md": `# The desk\n\nThe stand-by crew is called by e-mail. Check-in of a long-boat takes an hour. A fly-wheel needs re-alignment after a shut-down.\n`,
  "letters.md": `# Who is who\n\n- D'Arcy signs permits.\n- Böhm-Größling signs invoices.\n- Søren keeps the keys.\n- Chloë answers on +31 20 794 0123.\n- The account is NL91 ABNA 0417 1643 00.\n`,
  "sums.md": `# Sums\n\nAn order above €3,400.00 is signed twice. The levy is 7.25%. Room 2.31 holds the files. Order 2025/0317 was sent. § 14 holds for all.\n`,
  "sigel.md": `# Miete\n\nDie Kündigungsfrist für Liegeplätze ist drei Monate. Der Mietvertragsentwurf liegt beim Hafenmeister. Die Schlüssel sind im Büro, und die Gebühr wird mit dem Parkausweis bezahlt.\n`,
  "quai.md": `# Le quai\n\nLe dépôt de clés est fermé la nuit. Les employés reçoivent une prime à Noël pour les journées travaillées.\n`,
  "guihua.md": `# 请假制度\n\n年假每年十五天，须提前两周申请。加班费按月结算。\n`,
  "kisoku.md": `# 勤務規則\n\n残業手当は翌月に支払われます。駐車場の許可証は総務課で受け取ってください。\n`,
  "gyuchik.md": `# 근무 규칙\n\n연차휴가는 일년에 십오일입니다. 주차증은 총무과에서 받으세요.\n`,
  "rabiab.md": `# ระเบียบ\n\nใบอนุญาตจอดรถขอได้ที่ฝ่ายธุรการ\n`,
  "pravila.md": `# Правила\n\nПропуска на стоянку выдаёт дежурный. Отпуск длится двадцать дней.\n`,
  "qawaid.md": `# القواعد\n\nتُصرف التصاريح من مكتب الاستقبال. الإجازة عشرون يوما.\n`,
  "it.md": `# IT\n\nThe IT helpdesk opens at seven. The US branch is shut on Friday.\n`,
};

const QUESTIONS: readonly (readonly [question: string, file: string])[] = [
  ["ERR-01420", "alarms.md"],
  ["ERR-1042", "alarms.md"],
  ["err 01042 pump", "alarms.md"],
  ["0xC000012F", "alarms.md"],
  ["CVE-2022-22965", "advisories.md"],
  ["cve 2023 4863", "advisories.md"],
  ["22965", "advisories.md"],
  ["QX-100", "stock.csv"],
  ["111-2222-333", "stock.csv"],
  ["LM7805", "stock.csv"],
  ["LM7812CT", "stock.csv"],
  ["D-4/K", "stock.csv"],
  ["3.8.10", "releases.md"],
  ["version 3.8.0", "releases.md"],
  ["v3.8.0.1", "releases.md"],
  ["4.0.0-beta.2", "releases.md"],
  ["retry_after_ms", "settings.md"],
  ["retry after ms", "settings.md"],
  ["maxQueueDepth", "settings.md"],
  ["LoadSensor", "settings.md"],
  ["limits.toml", "settings.md"],
  ["C++", "tongues.md"],
  ["C#", "tongues.md"],
  [".NET", "tongues.md"],
  ["vuejs", "tongues.md"],
  ["standby crew", "desk.md"],
  ["stand by crew", "desk.md"],
  ["checkin of a longboat", "desk.md"],
  ["shutdown flywheel", "desk.md"],
  ["DArcy", "letters.md"],
  ["Boehm-Groessling", "letters.md"],
  ["Bohm", "letters.md"],
  ["Soren", "letters.md"],
  ["Chloe", "letters.md"],
  ["020 794 0123", "letters.md"],
  ["NL91ABNA0417164300", "letters.md"],
  ["3400", "sums.md"],
  ["7.25%", "sums.md"],
  ["room 2.31", "sums.md"],
  ["order 2025/0317", "sums.md"],
  ["§14", "sums.md"],
  ["Frist Kündigung", "sigel.md"],
  ["Mietvertrag", "sigel.md"],
  ["Schluessel Buero", "sigel.md"],
  ["Parkausweisgebühr", "sigel.md"],
  ["depot", "quai.md"],
  ["journée employé", "quai.md"],
  ["年假", "guihua.md"],
  ["加班费怎么结算？", "guihua.md"],
  ["残業手当", "kisoku.md"],
  ["駐車場", "kisoku.md"],
  ["연차휴가", "gyuchik.md"],
  ["주차증", "gyuchik.md"],
  ["จอดรถ", "rabiab.md"],
  ["пропуск", "pravila.md"],
  ["отпуска", "pravila.md"],
  ["التصاريح", "qawaid.md"],
  ["إجازة", "qawaid.md"],
  ["IT", "it.md"],
  ["US branch", "it.md"],
];

let footnote: TestFootnote;
beforeAll(async () => {
  footnote = await startFootnote(FILES);
  await footnote.settle();
}, 240_000);
afterAll(() => footnote?.close());

test.each(QUESTIONS)("%s is found in %s first", async (question, file) => {
  const [first] = await footnote.search(question);
  expect(first?.key).toBe(file);
});
