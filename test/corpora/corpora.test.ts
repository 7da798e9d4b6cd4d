import { glob, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Answer, Status } from "@footnote/contracts";
import { loadConfiguration } from "@footnote/runtime";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { up } from "../../services/cli/commands/up.ts";
import type { Started } from "../../services/cli/start.ts";

/** Real documents, which are not part of the project: CORPORA names the folder that holds them. */
const CORPORA = resolve(process.env.CORPORA ?? "../shared/corpora");

const SETS = [
  {
    name: "18f-handbook",
    files: 258,
    // Holds nothing to read, which is no failure.
    skipped: [
      // A template that makes a site map.
      "pages/sitemap.xml.njk",
      // "Redirecting… Click here": sends its readers on at once.
      "pages/redirect.html",
      // Front matter that only redirects to another page, with no text below it.
      "pages/about-us/org-chart.md",
      "pages/general-information-and-resources/business-and-ops-policies/billing_policy.md",
      "pages/general-information-and-resources/tech-policies/open-source.md",
      "pages/office-of-solutions/org-chart.md",
      "pages/redirects/buddy-handbook.md",
      "pages/redirects/employee-assistance-program.md",
      "pages/tools/vmware-fusion.md",
      "pages/tools/vmware-horizon.md",
    ],
    question: "How many hours of advanced sick leave can I request?",
    answer: /240 hours/,
  },
  {
    name: "owasp-asvs",
    // Its licence is one of them.
    files: 8,
    skipped: [],
    question: "How long must user set passwords be at least?",
    answer: /\b(8|12|fifteen|15|eight|twelve) characters/i,
  },
] as const;

describe.each(SETS)("the real documents of $name", ({ name, files, skipped, question, answer }) => {
  let data: string;
  let footnote: Started;
  let status: Status;
  beforeAll(async () => {
    data = await mkdtemp(join(tmpdir(), "footnote-corpora-"));
    footnote = await up(
      loadConfiguration({
        environment: {},
        directory: data,
        overrides: {
          data: join(data, "index"),
          buckets: [{ name, folder: join(CORPORA, name) }],
          listen: { port: 0 },
          log: "error",
        },
      }),
    );
    await footnote.settled();
    status = (await (await fetch(`${footnote.url}/api/status`)).json()) as Status;
  }, 600_000);
  afterAll(async () => {
    await footnote.close();
    await rm(data, { recursive: true, force: true });
  });

  test("every file is live, or skipped with a reason that is true", async () => {
    const there = (await Array.fromAsync(glob("**/*.*", { cwd: join(CORPORA, name) }))).length;
    console.log(name, JSON.stringify(status, undefined, 1));
    expect(there).toBe(files);
    expect(status.documents).toEqual({
      live: files - skipped.length,
      queued: 0,
      failed: 0,
      dead: 0,
      skipped: skipped.length,
    });
    expect(status.problems.map((problem) => problem.key).sort()).toEqual([...skipped].sort());
  });

  test("a question is answered with quotes that open in the version that was read", async () => {
    const response = await fetch(`${footnote.url}/api/answer`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ question }),
    });
    const event = (await response.text())
      .split("\n\n")
      .find((candidate) => candidate.startsWith("event: answer"));
    const said = JSON.parse(event?.slice(event.indexOf("data: ") + "data: ".length) ?? "{}") as Answer;
    console.log(question, JSON.stringify(said, undefined, 1));
    expect(said.text).toMatch(answer);
    for (const { document, version, start, end, quote } of said.citations) {
      const opened = await fetch(
        `${footnote.url}/api/documents/${document}?version=${version}&start=${start}&end=${end}`,
      );
      const { text, offset } = (await opened.json()) as { text: string; offset: number };
      expect(text.slice(start - offset, end - offset)).toBe(quote);
    }
  });
});
