import type { DocumentHistory, DocumentPage } from "@footnote/contracts";
import { PDFDocument, StandardFonts } from "pdf-lib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { eventually, startFootnote, type TestFootnote } from "./footnote.ts";

const HOSTILE = 'bad"; name=\u202egnp.<script>.html';
const PAGE =
  '<!doctype html><title>Hours</title><h1>Hours</h1><p>Open at nine.</p><script>top.x = "run"</script>';

/** A PDF of two pages. */
async function handbookPdf(price: string): Promise<Uint8Array> {
  const pdf = await PDFDocument.create();
  const font = await pdf.embedFont(StandardFonts.Helvetica);
  for (const text of [
    "The ferry leaves at nine from pier four.",
    `A ticket for the ferry costs ${price} euros.`,
  ])
    pdf.addPage([400, 300]).drawText(text, { x: 40, y: 200, size: 14, font });
  return pdf.save();
}

let footnote: TestFootnote;
beforeAll(async () => {
  footnote = await startFootnote({
    "travel/hotels.md": "# Hotels\n\nA hotel may cost 120 euros.\n",
    "travel/trains.md": "# Trains\n\nTrains go first class.\n",
    "people/leave.md": "# Leave\n\nThere are 28 days of leave.\n",
    [HOSTILE]: PAGE,
    "ferry.pdf": await handbookPdf("12"),
  });
});
afterAll(() => footnote.close());

const list = async (query: string): Promise<string[]> => {
  const response = await fetch(`${footnote.url}/api/documents?${query}`);
  return ((await response.json()) as DocumentPage).documents.map(({ key }) => key);
};
const put = (key: string, body: string, headers: Record<string, string> = {}) =>
  fetch(`${footnote.url}/api/buckets/docs/objects/${key}`, { method: "PUT", body, headers });

describe("the list of documents", () => {
  test("is found in by parts of names and titles, by folder, format, state and order", async () => {
    expect(await list("find=hOTEl")).toEqual(["travel/hotels.md"]);
    expect(await list("within=docs/travel")).toEqual(["travel/hotels.md", "travel/trains.md"]);
    expect(await list("within=docs/travel&find=trains")).toEqual(["travel/trains.md"]);
    expect(await list("format=html")).toEqual([HOSTILE]);
    expect(await list("state=dead")).toEqual([]);
    expect(await list("order=newest")).toHaveLength(5);
  });

  test.each([
    ["order=size", /order: must be name, newest or oldest/],
    ["format=../x", /format: must be a format/],
    ["after=x%20y", /after: must be what came as `next`/],
    ["within=%00", /within/],
  ])("?%s is refused with what is wrong", async (query, detail) => {
    const response = await fetch(`${footnote.url}/api/documents?${query}`);
    expect(response.status).toBe(400);
    expect(((await response.json()) as { detail: string }).detail).toMatch(detail);
  });
});

describe("S3: an original", () => {
  test("comes as it lies in its bucket, to be saved and never shown", async () => {
    const response = await fetch(
      `${footnote.url}/api/documents/${await footnote.documentOf(HOSTILE)}/original`,
    );
    expect(await response.text()).toBe(PAGE);
    const headers = Object.fromEntries(response.headers);
    expect(headers["content-type"]).toBe("application/octet-stream");
    expect(headers["x-content-type-options"]).toBe("nosniff");
    expect(headers["cache-control"]).toBe("no-store");
    expect(headers["content-security-policy"]).toBe("default-src 'none'; sandbox");
    expect(headers["content-disposition"]).toBe(
      `attachment; filename="bad__ name__gnp._script_.html"; filename*=UTF-8''bad%22%3B%20name%3D%E2%80%AEgnp.%3Cscript%3E.html`,
    );
  });

  test("of a document that is none, or gone from its bucket, is 404", async () => {
    for (const document of ["00000000-0000-5000-8000-000000000000"])
      expect((await fetch(`${footnote.url}/api/documents/${document}/original`)).status).toBe(404);
  });
});

test("a file is not replaced where one only wants to add it", async () => {
  const refused = await put("people/leave.md", "# Leave\n\nNone.\n", { "If-None-Match": "*" });
  expect(refused.status).toBe(412);
  expect(await refused.json()).toMatchObject({ code: "object_exists" });
  const document = await footnote.documentOf("people/leave.md");
  const original = await fetch(`${footnote.url}/api/documents/${document}/original`);
  expect(await original.text()).toContain("28 days");
  expect((await put("people/new.md", "# New\n\nText.\n", { "If-None-Match": "*" })).status).toBe(201);
});

test("what changed between two versions is told block by block, and of a version that is not kept nothing", async () => {
  const document = await footnote.documentOf("travel/trains.md");
  await put("travel/trains.md", "# Trains\n\nTrains go second class.\n\nTickets are booked early.\n");
  const history = async () => {
    const response = await fetch(`${footnote.url}/api/documents/${document}/history`);
    return (await response.json()) as DocumentHistory;
  };
  const { versions } = await eventually(history, (now) => now.versions.length === 2);
  const [newest, older] = versions.map(({ version }) => version);
  const changes = await fetch(`${footnote.url}/api/documents/${document}/changes?from=${older}&to=${newest}`);
  expect(await changes.json()).toMatchObject({
    added: 1,
    removed: 0,
    changed: 1,
    isWhole: true,
    changes: [
      {
        what: "changed",
        path: ["Trains"],
        pieces: [
          { text: "Trains go ", in: "both" },
          { text: "first", in: "before" },
          { text: "second", in: "after" },
          { text: " class.", in: "both" },
        ],
      },
      { what: "added", pieces: [{ text: "Tickets are booked early.", in: "after" }] },
    ],
  });
  const lost = await fetch(`${footnote.url}/api/documents/${document}/changes?from=abcd&to=${newest}`);
  expect(lost.status).toBe(404);
});

describe("a page of a PDF", () => {
  const pageOf = async (query: Record<string, string | number>, page = 2, key = "ferry.pdf") => {
    const document = await footnote.documentOf(key);
    const { version } = await footnote.documentText(document);
    const asked = new URLSearchParams(
      Object.entries({ version, ...query }).map(([name, value]): [string, string] => [name, String(value)]),
    );
    return fetch(`${footnote.url}/api/documents/${document}/pages/${page}?${asked}`);
  };

  test("is drawn with the passage marked on it, and does nothing else", async () => {
    const { text } = await footnote.documentText(await footnote.documentOf("ferry.pdf"));
    const start = text.indexOf("A ticket");
    const marked = await pageOf({ start, end: text.indexOf(" euros") });
    expect(Object.fromEntries(marked.headers)).toMatchObject({
      "content-type": "image/png",
      "content-security-policy": "default-src 'none'; sandbox",
      "x-content-type-options": "nosniff",
      "cache-control": "no-store",
    });
    const picture = Buffer.from(await marked.arrayBuffer());
    expect(picture.subarray(1, 4).toString()).toBe("PNG");
    const plain = Buffer.from(await (await pageOf({})).arrayBuffer());
    expect(plain.equals(picture)).toBe(false);
    // What is asked for once more is the same, and what stands on another page is not marked on this one.
    expect(Buffer.from(await (await pageOf({ start, end: text.indexOf(" euros") })).arrayBuffer())).toEqual(
      picture,
    );
    const elsewhere = await pageOf({ start: 0, end: text.indexOf(" from") });
    expect(Buffer.from(await elsewhere.arrayBuffer()).equals(plain)).toBe(true);
  });

  test("is refused where there is none, where the file has no pages, and of a version that is not kept", async () => {
    expect((await pageOf({}, 3)).status).toBe(404);
    expect((await pageOf({}, 0)).status).toBe(400);
    expect((await pageOf({}, 1, "people/leave.md")).status).toBe(404);
    expect((await pageOf({ version: "abcd" })).status).toBe(404);
  });

  test("is not drawn from another version's file: its text alone is kept", async () => {
    const { version } = await footnote.documentText(await footnote.documentOf("ferry.pdf"));
    await footnote.put("ferry.pdf", await handbookPdf("14"));
    await eventually(
      async () => (await footnote.documentText(await footnote.documentOf("ferry.pdf"))).text,
      (text) => text.includes("14 euros"),
    );
    const refused = await pageOf({ version, start: 1 });
    expect(refused.status).toBe(404);
    expect(((await refused.json()) as { detail: string }).detail).toContain("has changed since");
    expect((await pageOf({})).status).toBe(200);
  });
});

test("an earlier version that was replaced here is put back, and what it replaces is kept in turn", async () => {
  const first = "# Leave\n\nThere are 28 days of leave.\n";
  const document = await footnote.documentOf("people/leave.md");
  const historyOf = async () =>
    (await (await fetch(`${footnote.url}/api/documents/${document}/history`)).json()) as DocumentHistory;
  const isFound = (text: string) =>
    eventually(
      async () => (await footnote.documentText(document)).text,
      (now) => now.includes(text),
    );
  const before = (await historyOf()).versions[0]?.version;
  await put("people/leave.md", "# Leave\n\nThere are 30 days of leave.\n");
  await isFound("30 days");
  const kept = (await historyOf()).versions.map(({ version, isOriginalKept }) => [
    version === before,
    isOriginalKept,
  ]);
  expect(kept).toEqual([
    [false, false],
    [true, true],
  ]);
  const restore = (version: string | undefined) =>
    fetch(`${footnote.url}/api/documents/${document}/restore`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ version }),
    });
  expect((await restore(before)).status).toBe(201);
  await isFound("28 days");
  expect(await (await fetch(`${footnote.url}/api/documents/${document}/original`)).text()).toBe(first);
  expect((await historyOf()).versions.every(({ isOriginalKept }) => isOriginalKept)).toBe(true);
  expect((await restore("abcd")).status).toBe(404);
});
