import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startFootnote, type TestFootnote } from "./footnote.ts";

const FILES: Readonly<Record<string, string>> = {
  "alarms.md":
    "# Alarms\n\n## ERR-01042\n\nThe bilge pump does not start; check its fuse.\n\n## ERR-01420\n\nThe bilge pump runs dry; close the valve.\n\n## 0xC000012F\n\nThe image is not valid; install it again.\n",
  "stock.csv":
    "Part,Description,Bay\nQX-100,ball valve,K1\nQX-1000,wide ball valve,K2\nLM7805CT,five volt regulator,K4\nD-4/K,hinge,K6\n",
  "releases.md":
    "# Releases\n\n## 3.8.0.1\n\nThe map is drawn twice as fast.\n\n## 3.8.10\n\nThe print view is mended.\n",
  "rooms.md":
    "# Rooms\n\nRoom 2.31 holds the files. Room 2.32 is the darkroom. Sensor 701 measures the tide. The rent of berth B4 is 320 euros a month. Order 2025/0317 was sent to the yard.\n",
  "leave.md":
    "# Leave\n\nStaff may carry over 5 days of leave. Claims are paid within 30 days. In 2026 the office closes on 24 December.\n",
};

let footnote: TestFootnote;
beforeAll(async () => {
  footnote = await startFootnote(FILES);
  await footnote.settle();
}, 240_000);
afterAll(() => footnote?.close());

describe("a question about an identifier that nothing holds is not answered with another's line", () => {
  test.each([
    "What does ERR-01043 mean?",
    "What is the error 0xC0000130?",
    "Where is part QX-1001?",
    "In which bay is LM7812CT?",
    "What did version 3.8.1 change?",
    "What does room 2.33 hold?",
    "What does sensor 702 measure?",
    "What is the rent of berth B5?",
    "What happened to order 2025/0318?",
    "In which bay is part D-4/L?",
  ])("%s", async (question) => {
    const answer = await footnote.ask(question);
    expect(answer.status).toBe("not_found");
    expect(answer.unknown).not.toEqual([]);
    expect(answer.citations).toEqual([]);
  });
});

describe("one that exists is answered with its own line", () => {
  test.each([
    ["What does ERR-01420 mean?", "runs dry"],
    ["What is the error 0xC000012F?", "not valid"],
    ["Where is part QX-1000?", "K2"],
    ["In which bay is LM7805CT?", "K4"],
    ["What did version 3.8.10 change?", "print view"],
    ["What does room 2.31 hold?", "files"],
    ["What does sensor 701 measure?", "tide"],
    ["What is the rent of berth B4?", "320"],
    ["What happened to order 2025/0317?", "yard"],
    ["In which bay is part D-4/K?", "K6"],
  ])("%s", async (question, own) => {
    const answer = await footnote.ask(question);
    expect(answer.status).toBe("answered");
    expect(answer.text).toContain(own);
  });
});

test.each([
  ["How many days of leave may 2 people carry over?", "5 days"],
  ["Are claims paid within 60 days?", "30 days"],
])("an ordinary number declines nothing: %s", async (question, said) => {
  const answer = await footnote.ask(question);
  expect(answer.unknown).toEqual([]);
  expect(answer.text).toContain(said);
});

test("a search for nonsense scores nothing", async () => {
  for (const question of ["zzzzqqq", "blorfwuzzle snarfdingle"])
    for (const { score } of await footnote.search(question)) expect(score).toBeLessThan(0.1);
});
