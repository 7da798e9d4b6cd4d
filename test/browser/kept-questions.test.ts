import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startFootnote, type TestFootnote } from "../end-to-end/footnote.ts";
import { DESKTOP, openBrowser, openPage, PHONE } from "./browser.ts";

const LEAVE = "How many days of annual leave does an employee have?";

let footnote: TestFootnote;
let browser: Browser;
beforeAll(async () => {
  footnote = await startFootnote({
    "people/leave.md":
      "---\nowner: office manager\nreviewed: 2026-04-02\n---\n\n# Leave\n\n## Annual leave\n\nEvery employee has 28 days of annual leave.\n\n## Asking for leave\n\nAsk for leave in the calendar, two weeks before it begins. Your head of department answers within three days.\n",
    "travel/hotels.md":
      "# Hotels\n\n## How to book a hotel\n\nBook a hotel with the travel desk. It may cost up to 120 euros per night.\n",
  });
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await footnote?.close();
});

describe.each([
  ["desktop", { viewport: DESKTOP, colorScheme: "light" }],
  ["phone, dark", { viewport: PHONE, colorScheme: "dark", hasTouch: true, isMobile: true }],
] as const)("what is asked, on a %s", (_, options) => {
  test("an answer is judged, is found again in the history, shared, and deleted", async () => {
    const { page, faults, close } = await openPage(browser, footnote.url, options);
    const fits = () => page.evaluate("document.documentElement.scrollWidth <= window.innerWidth");
    await page.goto(`/?q=${encodeURIComponent(LEAVE)}`);
    await page.getByText("owner office manager").waitFor();
    await page.getByRole("group", { name: "Was this helpful?" }).getByRole("button", { name: "No" }).click();
    await page.getByRole("radio", { name: "It is out of date" }).check();
    await page.getByRole("textbox", { name: "In your own words" }).fill("It is 30 days since May.");
    expect(await fits()).toBe(true);
    await page.getByRole("button", { name: "Send" }).click();
    await page.getByText("Noted for those who mend the documents.").waitFor();

    await page.goto("/unanswered");
    const card = page.getByRole("listitem").filter({ hasText: LEAVE });
    await card.getByText("It is 30 days since May.").waitFor();
    await card.getByRole("link", { name: "Leave", exact: true }).waitFor();
    expect(await fits()).toBe(true);
    await card.getByRole("button", { name: `Done: ${LEAVE}` }).click();
    await page.getByText("Nothing was asked in vain.").waitFor();

    await page.goto("/conversations");
    await page.getByRole("searchbox", { name: "Search your questions" }).fill("annual");
    await page.getByRole("link", { name: LEAVE }).click();
    await page.getByText("28 days of annual leave").first().waitFor();
    await page.getByRole("link", { name: "Footnote 1", exact: true }).first().click();
    await page.getByRole("dialog").locator("mark").first().waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Share by link" }).click();
    const link = await page.getByRole("textbox", { name: "Link" }).inputValue();
    await page.reload();
    await page.getByText("28 days of annual leave").first().waitFor();
    expect(await fits()).toBe(true);
    await page.goto(link);
    await page.getByRole("heading", { name: LEAVE }).waitFor();
    expect(await page.getByText("Was this helpful?").count()).toBe(0);

    page.on("dialog", (dialog) => void dialog.accept());
    await page.goto("/conversations");
    await page.getByRole("button", { name: "Delete all" }).click();
    await page.getByText("You have asked nothing yet.").waitFor();
    expect(faults).toEqual([]);
    await page.goto(link);
    await page.getByText("There is no such shared conversation").waitFor();
    await close();
  });

  test("the start page tells how much there is, and its examples are answered", async () => {
    const { page, faults, close } = await openPage(browser, footnote.url, options);
    await page.goto("/");
    await page.getByText("2 documents · newest change").waitFor();
    const examples = page.getByRole("region", { name: "For example" });
    await examples.getByRole("link").first().click();
    await page.getByRole("link", { name: "Footnote 1", exact: true }).first().waitFor();
    await page.getByText("Was this helpful?").waitFor();
    expect(await page.getByText("No sure answer").count()).toBe(0);
    expect(faults).toEqual([]);
    await close();
  });

  test("the start page counts down the files that are still being read, and then asks for better examples", async () => {
    const { page, faults, close } = await openPage(browser, footnote.url, options);
    const starts = [
      { documents: 0, waiting: 12, newest: null },
      { documents: 4, waiting: 8, newest: "2026-01-05T09:00:00.000Z" },
      { documents: 12, waiting: 0, newest: "2026-01-05T09:00:00.000Z" },
    ];
    let told = 0;
    // The next step only once the page was seen to show the one before.
    await page.route("**/api/start", (route) => route.fulfill({ json: starts[told] }));
    let examples = 0;
    await page.route("**/api/examples", (route) =>
      route.fulfill({ json: { questions: [`Question ${++examples}?`] } }),
    );
    await page.goto("/");
    await page.getByText("No document is answerable yet · 12 files still being read.").waitFor();
    expect(examples).toBe(0);
    told = 1;
    await page.getByText("4 documents · 8 files still being read · newest change").waitFor();
    await page.getByRole("link", { name: "Question 1?" }).waitFor();
    told = 2;
    await page.getByText("12 documents · newest change").waitFor();
    await page.getByRole("link", { name: "Question 2?" }).waitFor();
    expect(faults).toEqual([]);
    await close();
  });

  test("a question looks only where it is told to, and the address says so", async () => {
    const { page, faults, close } = await openPage(browser, footnote.url, options);
    await page.goto("/");
    await page.getByText("In all documents").click();
    await page.getByRole("checkbox", { name: "travel" }).check();
    await page.getByRole("textbox", { name: "Your question" }).fill(LEAVE);
    await page.keyboard.press("Enter");
    await page.getByText("Was this helpful?").waitFor();
    expect(await page.getByRole("region", { name: "Answer" }).innerText()).not.toContain("28 days");
    expect(new URL(page.url()).searchParams.getAll("in")).toEqual(["docs/travel"]);
    expect(faults).toEqual([]);
    await close();
  });
});

test("a footnote shows what it quotes where it is pointed at or reached by Tab, and Escape hides that alone", async () => {
  const { page, faults, close } = await openPage(browser, footnote.url);
  await page.goto(`/?q=${encodeURIComponent(LEAVE)}`);
  const link = page.getByRole("link", { name: "Footnote 1", exact: true }).first();
  const preview = page.getByRole("tooltip");
  await link.hover();
  await preview.getByText("28 days of annual leave").waitFor();
  await page.keyboard.press("Escape");
  await preview.waitFor({ state: "detached" });
  await page.mouse.move(0, 0);
  await page.getByRole("textbox", { name: "Your question" }).focus();
  for (let presses = 0; presses < 30 && (await preview.count()) === 0; presses++)
    await page.keyboard.press("Tab");
  expect(await link.getAttribute("aria-describedby")).toBe(await preview.getAttribute("id"));
  await page.keyboard.press("Enter");
  await page.getByRole("dialog").locator("mark").first().waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "hidden" });
  expect(await preview.count()).toBe(0);
  expect(faults).toEqual([]);
  await close();
});
