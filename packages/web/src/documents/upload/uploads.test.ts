import type { DocumentRow, DocumentState, Problem } from "@footnote/contracts";
import { expect, test } from "vitest";
import type { Catalogue, Upload, UploadPhase } from "./uploads.ts";
import { settle } from "./uploads.ts";

const row = (document: string, state: DocumentState): DocumentRow => ({
  document,
  bucket: "handbook",
  key: "a.md",
  state,
  version: null,
  title: null,
  format: null,
  pages: null,
  notes: [],
  chunks: null,
  size: null,
  modifiedAt: null,
  times: null,
  answerableAfter: null,
  problem: null,
});

const upload = (phase: UploadPhase): Upload => ({
  id: 1,
  bucket: "handbook",
  file: new File(["text"], "a.md"),
  phase,
  sent: 4,
  document: "a",
  state: null,
  answerableAfter: null,
  problem: null,
  trouble: null,
});

const nothing: Catalogue = { queued: [], moreQueued: false, problems: [], rows: [] };

test("a received file is queued while it waits, whatever else is known of it", () => {
  const queued = settle(upload("received"), {
    ...nothing,
    queued: [row("a", "queued")],
    rows: [row("a", "live")],
  });
  expect([queued.phase, queued.state]).toEqual(["received", "queued"]);
});

test("a file that waits no longer is live, with the time it took where that is listed", () => {
  const listed = settle(upload("received"), {
    ...nothing,
    rows: [{ ...row("a", "live"), answerableAfter: 2.5 }],
  });
  expect([listed.phase, listed.state, listed.answerableAfter]).toEqual(["settled", "live", 2.5]);
  const unlisted = settle(upload("received"), { ...nothing, rows: [row("b", "live")] });
  expect([unlisted.phase, unlisted.state, unlisted.answerableAfter]).toEqual(["settled", "live", null]);
});

test("a file that is behind more waiting ones than are listed is not taken for live", () => {
  const received = upload("received");
  expect(settle(received, { ...nothing, queued: [row("b", "queued")], moreQueued: true })).toBe(received);
});

test.each(["failed", "dead"] as const)("a %s file is shown with its own problem", (state) => {
  const problem = {
    document: "a",
    bucket: "handbook",
    key: "a.md",
    state,
    stage: "parse" as const,
    reason: "Why.",
    at: "2026-01-05T09:00:00.000Z",
    nextAttemptAt: null,
  };
  const problems: Problem[] = [
    { ...problem, code: "file_corrupt", bucket: "other", reason: "Another file." },
    { ...problem, code: "file_corrupt" },
  ];
  const settled = settle(upload("received"), { ...nothing, problems });
  expect([settled.phase, settled.state, settled.problem?.reason]).toEqual(["settled", state, "Why."]);
});

test("a file that is not in the bucket yet, or was refused, is not taken for what lay there before", () => {
  for (const phase of ["waiting", "sending", "refused"] as const) {
    const one = upload(phase);
    expect(settle(one, { ...nothing, rows: [row("a", "live")] })).toBe(one);
  }
});
