import { expect, test } from "vitest";
import { outlineOf, parse } from "../testing/parse.ts";

const SAVED = [
  "Date: Thu, 4 Mar 2027 12:00:00 +0000",
  "Subject: Exported From Confluence",
  'Content-Type: multipart/related; boundary="x"; type="text/html"',
  "",
  "--x",
  "Content-Type: text/html; charset=UTF-8",
  "Content-Transfer-Encoding: quoted-printable",
  "",
  "<title>Runbook</title><h1>Runbook</h1><p>Restart the =",
  "gauge with code 991, caf=C3=A9.</p>",
  "--x--",
].join("\r\n");

test("a page saved with what it shows is read as the page, also under the name of Word", async () => {
  for (const key of ["page.mht", "page.mhtml", "export.doc"]) {
    const parsed = await parse(key, SAVED);
    expect(parsed).toMatchObject({ title: "Runbook", format: "mhtml" });
    expect(outlineOf(parsed)).toEqual(["h1 Runbook", "p Restart the gauge with code 991, café."]);
  }
});
