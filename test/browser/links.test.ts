import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startFootnote, type TestFootnote } from "../end-to-end/footnote.ts";
import { DESKTOP, openBrowser, openPage } from "./browser.ts";

const GUIDE = `# Boats

The **key** of a boat is [with the harbour master](https://harbour.test/keys?a=1) and \`boatctl\` says who has it.

See [the rules](../rules/sailing%20rules.md#wind), [a script](javascript:document.title=1), [data](data:text/html,x.md), [a share](file:///etc/passwd.md), [a host](//evil.test/x.md), [nothing](gone.md) and [bank.test](https://evil.test/).
`;

const FORMS = `# Forms

| Form | Where it lies | Who signs | When it is due | What comes with it |
| --- | --- | --- | --- | --- |
| Mooring permit | [the permit desk](https://permits.test/mooring) | **Ann** | five working days before the boat arrives | a drawing of the boat with its length |
| Diving permit | [the dive shop](../dives/shop.md) | Bo | on the day | a medical certificate that is no older than a year |
`;

let footnote: TestFootnote;
let browser: Browser;
beforeAll(async () => {
  footnote = await startFootnote({
    "boats/guide.md": GUIDE,
    "boats/forms.md": FORMS,
    "rules/sailing rules.md": "# Sailing\n\nNobody sails alone.\n",
  });
  await footnote.settle();
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await footnote?.close();
});

test("a document keeps its links, bold words and code, and no link leads where a browser would run something", async () => {
  const { page, faults, close } = await openPage(browser, footnote.url, { viewport: DESKTOP });
  await page.goto(`/documents/${await footnote.documentOf("boats/guide.md")}`);
  await page.getByText("says who has it").waitFor();
  const links = page.locator(".blocks a");
  const led = await links.evaluateAll((all: { textContent: string; getAttribute(name: string): string }[]) =>
    all.map((link) => [link.textContent, link.getAttribute("href")]),
  );
  expect(led).toEqual([
    ["with the harbour master", "https://harbour.test/keys?a=1"],
    ["the rules", "/open?bucket=docs&key=rules%2Fsailing+rules.md"],
    ["nothing", "/open?bucket=docs&key=boats%2Fgone.md"],
    // Words that name an address do not hide another one.
    ["bank.test (https://evil.test/)", "https://evil.test/"],
  ]);
  expect(await links.first().getAttribute("rel")).toContain("noreferrer");
  expect(await page.locator(".blocks strong").allInnerTexts()).toEqual(["key"]);
  expect(await page.locator(".blocks code").allInnerTexts()).toEqual(["boatctl"]);

  await page.getByRole("link", { name: "the rules" }).click();
  await page.getByText("Nobody sails alone.").waitFor();
  await page.goBack();
  await page.getByRole("link", { name: "nothing" }).click();
  await page.getByRole("heading", { name: "There is no such document" }).waitFor();
  expect(faults).toEqual([]);
  await close();
});

test("an answer keeps them, and its quote and what is copied the address", async () => {
  const { page, faults, close } = await openPage(browser, footnote.url, { viewport: DESKTOP });
  await page.goto("/");
  await page.getByRole("textbox", { name: "Your question" }).fill("Where is the key of a boat?");
  await page.keyboard.press("Enter");
  const answer = page.getByRole("region", { name: "Answer" }).locator(".answer-text");
  const link = answer.getByRole("link", { name: "with the harbour master" });
  await link.waitFor();
  expect(await link.getAttribute("href")).toBe("https://harbour.test/keys?a=1");
  expect(await link.innerText()).toBe("with the harbour master");
  expect(await answer.locator("strong").allInnerTexts()).toContain("key");
  expect(await answer.locator("code").allInnerTexts()).toContain("boatctl");
  const { parts } = await footnote.ask("Where is the key of a boat?");
  expect(parts[0]?.text).toContain("with the harbour master (https://harbour.test/keys?a=1)");
  expect(faults).toEqual([]);
  await close();
});

test("so do cells of a table, and a row that is too wide stands upright", async () => {
  const { page, faults, close } = await openPage(browser, footnote.url, { viewport: DESKTOP });
  await page.goto(`/?q=${encodeURIComponent("Where does the mooring permit lie?")}`);
  const table = page.getByRole("region", { name: "Answer" }).getByRole("table");
  const link = table.getByRole("link", { name: "the permit desk" });
  await link.waitFor();
  expect(await link.getAttribute("href")).toBe("https://permits.test/mooring");
  expect(await table.locator("strong").allInnerTexts()).toEqual(["Ann"]);
  expect(await table.getByRole("rowheader").allInnerTexts()).toEqual([
    "Form",
    "Where it lies",
    "Who signs",
    "When it is due",
    "What comes with it",
  ]);
  expect(
    await table.evaluate(
      (it: { scrollWidth: number; parentElement: { clientWidth: number } }) =>
        it.scrollWidth <= it.parentElement.clientWidth,
    ),
  ).toBe(true);
  expect(faults).toEqual([]);
  await close();
});

test("passages that only come closest stand apart, each below the place that opens it", async () => {
  const { page, faults, close } = await openPage(browser, footnote.url, { viewport: DESKTOP });
  const question = "Where is the key of a boat?";
  const answer = await footnote.ask(question);
  // What comes closest is for the answers to decide: how it looks is told from what it says.
  const events = [
    ["closest", { unknown: ["KEY-7"] }],
    ...answer.parts.map((part) => ["part", part]),
    ["answer", { ...answer, status: "closest" }],
  ].map(([event, data]) => `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  await page.route("**/api/answer", (route) =>
    route.fulfill({ contentType: "text/event-stream", body: events.join("") }),
  );
  await page.goto(`/?q=${encodeURIComponent(question)}`);
  await page.getByRole("heading", { name: "No sure answer" }).waitFor();
  await page.getByText("KEY-7 stands in nothing that you can read.").waitFor();
  const places = page.locator(".passages > li").getByRole("heading", { level: 3 }).getByRole("link");
  expect(await places.allInnerTexts()).toEqual(answer.parts.map(({ citations }) => citations[0]?.title));
  await places.first().click();
  await page.getByRole("dialog").locator("mark").first().waitFor();
  expect(faults).toEqual([]);
  await close();
});
