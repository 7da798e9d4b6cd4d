import type { DocumentHistory, DocumentState } from "@footnote/contracts";
import { expect, test } from "vitest";
import { settle, type Upload, type UploadPhase } from "./uploads.ts";

const upload = (phase: UploadPhase): Upload => ({
  id: 1,
  bucket: "handbook",
  key: "a.md",
  file: new File(["text"], "a.md"),
  phase,
  sent: 4,
  document: "a",
  state: null,
  answerableAfter: null,
  problem: null,
  trouble: null,
});

const history = (state: DocumentState, problem: DocumentHistory["problem"] = null): DocumentHistory =>
  ({
    document: "a",
    bucket: "handbook",
    key: "a.md",
    state,
    problem,
    versions: [{ answerableAfter: 2.5, live: [{ from: "2026-01-05T09:00:00.000Z", until: null }] }],
    identical: [],
  }) as unknown as DocumentHistory;

test("a received file waits, whatever was answerable of it before", () => {
  const queued = settle(upload("received"), history("queued"));
  expect([queued.phase, queued.state, queued.answerableAfter]).toEqual(["received", "queued", null]);
});

test("a file is answerable when its own document says so, with the time it took", () => {
  const live = settle(upload("received"), history("live"));
  expect([live.phase, live.state, live.answerableAfter]).toEqual(["settled", "live", 2.5]);
});

test("what cannot be read is never called answerable, and what is tried again is followed on", () => {
  const problem = { code: "file_corrupt", reason: "Why." } as DocumentHistory["problem"];
  for (const [state, phase] of [
    ["dead", "settled"],
    ["skipped", "settled"],
    ["failed", "received"],
  ] as const) {
    const settled = settle(upload("received"), history(state, problem));
    expect([settled.phase, settled.state, settled.problem?.reason]).toEqual([phase, state, "Why."]);
  }
});

test("a file that somebody deleted meanwhile is not waited for", () => {
  expect(settle(upload("received"), null).phase).toBe("refused");
});

test("a file that is not in the bucket yet, or was refused, is not taken for what lay there before", () => {
  for (const phase of ["waiting", "sending", "asks", "refused"] as const) {
    const one = upload(phase);
    expect(settle(one, history("live"))).toBe(one);
  }
});
