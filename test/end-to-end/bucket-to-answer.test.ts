import { appendFile, rename, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { eventually, startFootnote, type TestFootnote } from "./footnote.ts";

let footnote: TestFootnote;
beforeAll(async () => {
  footnote = await startFootnote({
    "leave.md": "# Leave\n\nEvery employee has 28 days of annual leave.\n",
    "travel/hotels.md": "# Hotels\n\nA hotel may cost up to 120 euros per night.\n",
  });
});
afterAll(() => footnote.close());

const keys = async (query: string) => (await footnote.search(query)).map((result) => result.key);
const text = async (query: string) => (await footnote.search(query))[0]?.text;

describe("a folder becomes answers", () => {
  test("what lay in the folder at start is answerable, nested folders too", async () => {
    expect((await footnote.status()).documents).toEqual({
      live: 2,
      queued: 0,
      failed: 0,
      dead: 0,
      skipped: 0,
    });
    expect(await keys("hotel per night")).toContain("travel/hotels.md");
    const answer = await footnote.ask("How many days of annual leave does an employee have?");
    expect(answer.status).toBe("answered");
    expect(answer.text).toContain("28 days");
    expect(answer.citations[0]).toMatchObject({
      key: "leave.md",
      quote: "Every employee has 28 days of annual leave.",
    });
  });

  test("a file that is put is answerable, whatever letters its name has", async () => {
    await footnote.put(
      "größe/über uns – 概要 🚀.md",
      "# Überblick\n\nThe cooperative was founded by lighthouse keepers.\n",
    );
    await eventually(
      () => keys("who founded the cooperative"),
      (found) => found[0] === "größe/über uns – 概要 🚀.md",
    );
  });

  test("a change replaces the old text, and the citation of the old version keeps opening it", async () => {
    const [before] = (await footnote.ask("How much may a hotel cost per night?")).citations;
    if (before === undefined) throw new Error("no citation");
    await footnote.put("travel/hotels.md", "# Hotels\n\nA hotel may cost up to 150 euros per night.\n");
    await eventually(
      () => text("hotel cost per night"),
      (found) => found?.includes("150") ?? false,
    );
    expect(
      (await footnote.search("hotel cost per night")).some((result) => result.text.includes("120")),
    ).toBe(false);
    const opened = await footnote.documentText(before.document, {
      version: before.version,
      start: before.start,
      end: before.end,
    });
    expect(opened.live).toBe(false);
    expect(opened.text.slice(before.start - opened.offset, before.end - opened.offset)).toBe(before.quote);
    expect(before.quote).toContain("120 euros");
  });

  test("a renamed file is found under its new name only", async () => {
    await footnote.put("old-name.md", "# Mooring\n\nBoats are moored at the eastern pier.\n");
    await eventually(
      () => keys("where are boats moored"),
      (found) => found[0] === "old-name.md",
    );
    await rename(join(footnote.folder, "old-name.md"), join(footnote.folder, "new-name.md"));
    await eventually(
      () => keys("where are boats moored"),
      (found) => found.includes("new-name.md") && !found.includes("old-name.md"),
    );
  });

  test("R5: a deleted file is gone from every route", async () => {
    await footnote.put(
      "secret.md",
      "# Harbour code\n\nThe harbour gate opens with the code word marmalade.\n",
    );
    await eventually(
      () => keys("harbour gate code word"),
      (found) => found[0] === "secret.md",
    );
    const [row] = (await footnote.documents()).filter((document) => document.key === "secret.md");
    await rm(join(footnote.folder, "secret.md"));
    await eventually(
      () => footnote.documents(),
      (documents) => documents.every((document) => document.key !== "secret.md"),
    );
    expect(await keys("harbour gate code word marmalade")).not.toContain("secret.md");
    await expect(footnote.documentText(row?.document ?? "")).rejects.toThrow("not_found");
    expect((await footnote.ask("What is the code word of the harbour gate?")).text).not.toContain(
      "marmalade",
    );
  });

  test("a link out of the folder is refused with the reason, its content unread", async () => {
    const outside = join(footnote.data, "outside.md");
    await writeFile(outside, "# Outside\n\nThe vault combination is octopus.\n");
    await symlink(outside, join(footnote.folder, "link.md"));
    const status = await eventually(
      () => footnote.status(),
      ({ problems }) => problems.some((problem) => problem.key === "link.md"),
    );
    expect(status.problems.find((problem) => problem.key === "link.md")).toMatchObject({
      state: "dead",
      code: "object_refused",
    });
    expect(await keys("vault combination octopus")).not.toContain("link.md");
  });

  test("files that cannot be read are listed with a reason, and their neighbours are answerable", async () => {
    const bad: Record<string, [string | Uint8Array, string]> = {
      "bad/empty.md": ["", "file_empty"],
      "bad/spaces.txt": [" \n\t\n ", "file_without_text"],
      "bad/truncated.pdf": ["%PDF-1.7\n1 0 obj\n<< /Type /Catalog", "file_corrupt"],
      "bad/broken.docx": [
        Buffer.concat([Buffer.from("PK\u0003\u0004"), Buffer.alloc(200, 7)]),
        "file_corrupt",
      ],
      "bad/picture.png": [Buffer.from("89504e470d0a1a0a0000000d49484452", "hex"), "file_corrupt"],
    };
    for (const [key, [content]] of Object.entries(bad)) await footnote.put(key, content);
    await footnote.put("bad/good.md", "# Neighbour\n\nSeagulls are not fed on the terrace.\n");
    const status = await eventually(
      () => footnote.status(),
      ({ problems, documents }) =>
        documents.queued === 0 &&
        problems.filter((problem) => problem.key.startsWith("bad/")).length === Object.keys(bad).length,
    );
    for (const [key, [, code]] of Object.entries(bad)) {
      const problem = status.problems.find((candidate) => candidate.key === key);
      const isBlank = code === "file_empty" || code === "file_without_text";
      expect([key, problem?.code, problem?.state]).toEqual([key, code, isBlank ? "skipped" : "dead"]);
      expect(problem?.reason).toMatch(/\. .+\.$/s);
    }
    await eventually(
      () => keys("are seagulls fed"),
      (found) => found[0] === "bad/good.md",
    );
  });

  test("R1: what changed while the process was down is found at start", async () => {
    await footnote.put("stays.md", "# Ferry\n\nThe ferry leaves at seven.\n");
    await footnote.put("goes.md", "# Sauna\n\nThe sauna is heated on Fridays.\n");
    await eventually(
      () => keys("ferry leaves"),
      (found) => found.includes("stays.md"),
    );
    await eventually(
      () => keys("sauna heated"),
      (found) => found.includes("goes.md"),
    );
    await footnote.restart(async () => {
      await rm(join(footnote.folder, "goes.md"));
      await appendFile(join(footnote.folder, "stays.md"), "\nOn Sundays the ferry leaves at nine.\n");
      await footnote.put("comes.md", "# Kiosk\n\nThe kiosk sells herring rolls.\n");
    });
    await eventually(
      () => keys("what does the kiosk sell"),
      (found) => found[0] === "comes.md",
    );
    await eventually(
      () => text("when does the ferry leave on Sundays"),
      (found) => found?.includes("nine") ?? false,
    );
    await eventually(
      () => keys("sauna heated on Fridays"),
      (found) => !found.includes("goes.md"),
    );
  });
});
