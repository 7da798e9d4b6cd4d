import type { DocumentHistory } from "@footnote/contracts";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { eventually, startFootnote, type TestFootnote } from "../end-to-end/footnote.ts";
import { DESKTOP, openBrowser, openPage, PHONE } from "./browser.ts";

const SAME = "# Parking\n\nA bicycle is parked in the cellar, never in the corridor.\n";

let footnote: TestFootnote;
let browser: Browser;
let changedAt: string;
beforeAll(async () => {
  footnote = await startFootnote({
    "gate.md": "# Gate\n\nThe gate closes at nine.\n",
    "parking.md": SAME,
    "archive/parking-copy.md": SAME,
    "scans/blank.txt": "%PDF-1.7\n",
    "scans/damaged.pdf": "no PDF at all",
  });
  changedAt = new Date().toISOString();
  // Whole at once: a file that is being written may be met empty, and is a dead letter for a moment.
  await fetch(`${footnote.url}/api/buckets/docs/objects/gate.md`, {
    method: "PUT",
    body: "# Gate\n\nThe gate closes at ten.\n",
  });
  await eventually(
    async () => (await historyOf("gate.md")).versions.length,
    (versions) => versions === 2,
  );
  await eventually(
    () => footnote.status(),
    ({ documents }) => documents.dead === 2,
  );
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await footnote?.close();
});

const historyOf = async (key: string) => {
  const response = await fetch(`${footnote.url}/api/documents/${await footnote.documentOf(key)}/history`);
  return (await response.json()) as DocumentHistory;
};
const fitsItsWidth = (page: Page) =>
  page.evaluate("document.documentElement.scrollWidth <= window.innerWidth");

describe.each([
  ["desktop", { viewport: DESKTOP, colorScheme: "light" }],
  ["phone, dark", { viewport: PHONE, colorScheme: "dark", hasTouch: true, isMobile: true }],
] as const)("what happened to a file, on a %s", (_, options) => {
  test("its history tells every stage, and opens the version that was replaced", async () => {
    const { page, faults, close } = await openPage(browser, footnote.url, options);
    await page.goto("/documents");
    await page.getByRole("link", { name: "History of gate.md", exact: true }).click();
    await page.getByRole("heading", { name: "2 versions kept" }).waitFor();
    const newest = page.getByRole("region", { name: "2 versions kept" }).getByRole("listitem").first();
    await newest.getByText("1 changed.").waitFor();
    expect(await newest.locator("del").innerText()).toBe("nine");
    expect(await newest.locator("ins").innerText()).toBe("ten");
    await newest.getByText("How it was read").click();
    for (const stage of ["written", "noticed", "taken up", "fetched", "parsed", "embedded", "answerable"]) {
      await newest.getByText(stage, { exact: true }).first().waitFor();
    }
    expect(await fitsItsWidth(page)).toBe(true);
    await page
      .getByRole("link", { name: /^Written/ })
      .last()
      .click();
    await page.getByText("The gate closes at nine.").waitFor();
    await page.getByText("This is an earlier version").waitFor();
    expect(faults).toEqual([]);
    await close();
  });

  test("R7: one dead letter, those selected, or all are replayed", async () => {
    const { page, faults, close } = await openPage(browser, footnote.url, options);
    const failedAt = async () => (await historyOf("scans/blank.txt")).problem?.at;
    const replayed = async (act: () => Promise<void>, said: string) => {
      const before = await failedAt();
      await act();
      await page.getByText(said).waitFor();
      await eventually(failedAt, (at) => at !== undefined && at !== before);
    };
    await page.goto("/documents?state=dead");
    await page.getByRole("button", { name: "Try again: scans/blank.txt" }).waitFor();
    expect(await page.getByRole("table", { name: "Documents" }).innerText()).toContain(
      "While reading its text",
    );
    expect(await fitsItsWidth(page)).toBe(true);
    await replayed(
      () => page.getByRole("button", { name: "Try again: scans/blank.txt" }).click(),
      "1 document is read once more.",
    );
    await page.reload();
    await page.getByRole("checkbox", { name: "Select scans/blank.txt" }).check();
    await replayed(
      () => page.getByRole("button", { name: "Try selected again (1)" }).click(),
      "1 document is read once more.",
    );
    await page.reload();
    await replayed(
      () => page.getByRole("button", { name: "Try all 2 again" }).click(),
      "2 documents are read once more.",
    );
    expect(faults).toEqual([]);
    await close();
  });

  test("how long each stage takes is told for every bucket, with what its canary says", async () => {
    const { page, faults, close } = await openPage(browser, footnote.url, options);
    await page.goto("/documents");
    await page.getByText("Figures for whoever runs this").click();
    const table = page.getByRole("table", { name: "Stages in docs" });
    await table.getByRole("row", { name: /^embedded/ }).waitFor();
    expect(await table.getByRole("row").count()).toBe(8);
    await page.getByText(/In time|Being measured|Not measured/).waitFor();
    expect(await fitsItsWidth(page)).toBe(true);
    expect(faults).toEqual([]);
    await close();
  });

  test("a footnote of a file that lies twice names its other place", async () => {
    const { page, faults, close } = await openPage(browser, footnote.url, options);
    await page.goto(`/?q=${encodeURIComponent("Where is a bicycle parked?")}`);
    const others = page.getByText("also in").first();
    await others.waitFor();
    expect(await others.innerText()).toMatch(/also in docs\/(archive\/parking-copy|parking)\.md/);
    expect(faults).toEqual([]);
    await close();
  });

  test("a question as of an earlier time is answered with what was live then, and says so", async () => {
    const { page, faults, close } = await openPage(browser, footnote.url, options);
    const asOf = encodeURIComponent(changedAt);
    const note = page.getByRole("region", { name: "Answer" }).getByText("versions that were live then");
    await page.goto(`/?q=${encodeURIComponent("When does the gate close?")}&asof=${asOf}`);
    await page.getByText("The gate closes at nine.").first().waitFor();
    await note.waitFor();
    await page.getByRole("button", { name: "Back to now" }).click();
    await page.getByRole("button", { name: "Ask", exact: true }).click();
    await page.getByText("The gate closes at ten.").first().waitFor();
    expect(await note.count()).toBe(0);
    expect(faults).toEqual([]);
    await close();
  });
});

test("what is late is said without being asked, with its reason", async () => {
  const { page, close } = await openPage(browser, footnote.url);
  await page.route("**/api/freshness", async (route) => {
    const response = await route.fetch();
    const freshness = (await response.json()) as { buckets: object[] };
    const canary = { state: "late", seconds: null, at: null, reason: "The disk of the bucket is full." };
    const buckets = freshness.buckets.map((bucket) => ({ ...bucket, canary }));
    await route.fulfill({ response, json: { ...freshness, buckets } });
  });
  await page.goto("/documents");
  const notice = page.getByRole("alert");
  await notice.waitFor();
  expect(await notice.innerText()).toMatch(
    /New files in docs are late\. The disk of the bucket is full\..+5 min/,
  );
  await close();
});

test("a pipeline that is being built shows how far it is, and what failed in it", async () => {
  const { page, close } = await openPage(browser, footnote.url);
  await page.route("**/api/pipelines", async (route) => {
    const response = await route.fetch();
    const { pipelines } = (await response.json()) as { pipelines: { serving: object }[] };
    const building = pipelines.map((progress) => ({
      ...progress,
      ...{ next: progress.serving, documents: 40, staged: 38, failed: 2 },
    }));
    await route.fulfill({ response, json: { pipelines: building } });
  });
  await page.goto("/documents");
  const section = page.getByRole("region", { name: "Being read anew" });
  await section.getByText("38 of 40 documents ready, 2 failed").waitFor();
  await section.getByRole("progressbar", { name: "Reading docs anew" }).waitFor();
  await section.getByText("What failed keeps the bucket from switching").waitFor();
  await close();
});

test("the keyboard alone selects and replays", async () => {
  const { page, close } = await openPage(browser, footnote.url);
  await page.goto("/documents?state=dead");
  await page.getByRole("checkbox", { name: "Select all shown" }).focus();
  await page.keyboard.press("Space");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.getByText("2 documents are read once more.").waitFor();
  await close();
});

test("a document that nobody knows has no history, and the page says so", async () => {
  const { page, close } = await openPage(browser, footnote.url);
  await page.goto("/documents/6f0c9c5e-6f6f-5d0b-9b1e-f00740740001/history");
  expect(await page.getByRole("alert").innerText()).toContain("no such document");
  await close();
});
