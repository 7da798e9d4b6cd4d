import type { DocumentRow, DocumentState } from "@footnote/contracts";
import { expect, test } from "vitest";
import type { Upload, UploadPhase } from "./uploads.ts";
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
  row: null,
  trouble: null,
});

test("a received file is followed until it is live or failed", () => {
  const received = upload("received");
  expect(settle(received, [row("b", "live")])).toBe(received);
  const queued = settle(received, [row("b", "live"), row("a", "queued")]);
  expect([queued.phase, queued.row?.state]).toEqual(["received", "queued"]);
  for (const state of ["live", "failed", "dead"] as const) {
    const settled = settle(queued, [row("a", state)]);
    expect([settled.phase, settled.row?.state]).toEqual(["settled", state]);
  }
});

test("a file that is not in the bucket yet, or was refused, is not taken for what lay there before", () => {
  for (const phase of ["waiting", "sending", "refused"] as const) {
    const one = upload(phase);
    expect(settle(one, [row("a", "live")])).toBe(one);
  }
});
