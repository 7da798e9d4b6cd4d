// Remakes the handbook's PDF and Word files from sources/: `npx node eval/quality/make/make.ts`.
import { writeFile } from "node:fs/promises";
import chromium from "@sparticuz/chromium";
import { chromium as playwright } from "playwright-core";
import { writeDocx } from "./docx.ts";
import { type PdfRecipe, printPdf } from "./pdf.ts";
import { onboarding } from "./sources/onboarding.ts";
import { procurementRules } from "./sources/procurement-rules.ts";
import { safetyCommittee } from "./sources/safety-committee.ts";

const PDFS: readonly PdfRecipe[] = [
  {
    source: "incident-response.html",
    target: "it/incident-response.pdf",
    header: "Incident response plan",
    footer: "Version 3, 19 May 2026",
    outline: true,
    date: new Date("2026-05-19T09:00:00Z"),
  },
  {
    source: "boat-and-diving-manual.html",
    target: "safety/boat-and-diving-manual.pdf",
    header: "Boat and diving manual",
    footer: "Edition 2026",
    outline: true,
    date: new Date("2026-02-23T09:00:00Z"),
  },
  {
    source: "laboratory-safety.html",
    target: "safety/laboratory-safety.pdf",
    header: "Laboratory safety",
    footer: "Reviewed 18 May 2026",
    outline: false,
    date: new Date("2026-05-18T09:00:00Z"),
  },
];

const sources = new URL("./sources/", import.meta.url);
const handbook = new URL("../handbook/", import.meta.url);

for (const recipe of [onboarding, procurementRules, safetyCommittee]) {
  await writeFile(new URL(recipe.target, handbook), await writeDocx(recipe));
}

const browser = await playwright.launch({
  executablePath: await chromium.executablePath(),
  // Not the package's own arguments: with its --single-process the browser ends with its first page.
  args: ["--no-sandbox", "--font-render-hinting=none"],
});
try {
  for (const recipe of PDFS) {
    await writeFile(new URL(recipe.target, handbook), await printPdf(browser, recipe, sources));
  }
} finally {
  await browser.close();
}
