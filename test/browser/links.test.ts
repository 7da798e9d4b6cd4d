import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startFootnote, type TestFootnote } from "../end-to-end/footnote.ts";
import { DESKTOP, openBrowser, openPage } from "./browser.ts";

const GUIDE = `# Boats

The **key** of a boat is [with the harbour master](https://harbour.test/keys?a=1) and \`boatctl\` says who has it.

See [the rules](../rules/sailing%20rules.md#wind), [a script](javascript:document.title=1), [data](data:text/html,x.md), [a share](file:///etc/passwd.md), [a host](//evil.test/x.md), [nothing](gone.md) and [bank.test](https://evil.test/).
`;

let footnote: TestFootnote;
let browser: Browser;
beforeAll(async () => {
  footnote = await startFootnote({
    "boats/guide.md": GUIDE,
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
