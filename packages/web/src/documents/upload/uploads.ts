import type { DocumentHistory, DocumentState, Problem } from "@footnote/contracts";
import { fetchOriginal, putFile } from "../../api/files.ts";
import { footnote } from "../../api/footnote.ts";
import type { Trouble } from "../../api/trouble.ts";
import { troubleOf } from "../../api/trouble.ts";
import { createStore } from "../../app/store.ts";
import { canBeKept, noteUndoable } from "../changes/undo.ts";

/**
 * sending: on its way here; asks: there is a file of that name, and somebody has to say whether it is replaced; received: in
 * the bucket, to be read; settled: answerable, or not without a person; refused: not taken.
 */
export type UploadPhase = "waiting" | "sending" | "asks" | "received" | "settled" | "refused";

export interface Upload {
  readonly id: number;
  readonly bucket: string;
  readonly key: string;
  readonly file: File;
  readonly phase: UploadPhase;
  /** Bytes. */
  readonly sent: number;
  /** The document that the file became. */
  readonly document: string | null;
  /** What the catalogue last said of the document; null before it said anything. */
  readonly state: DocumentState | null;
  /** Seconds from written to answerable, where it is answerable. */
  readonly answerableAfter: number | null;
  readonly problem: Problem | null;
  readonly trouble: Trouble | null;
}

/** In the order in which they were chosen. */
export const uploads = createStore<readonly Upload[]>([]);

/** So many are asked after at once: those behind them are read later in any case. */
const MOST_FOLLOWED = 10;

let lastId = 0;
let sending: Promise<void> = Promise.resolve();

/** Sends the files one after the other, behind those that still wait. @param folder a path, or empty */
export function addFiles(bucket: string, folder: string, files: readonly File[]): void {
  const added = files.map(
    (file): Upload => ({
      id: ++lastId,
      bucket,
      key: folder === "" ? file.name : `${folder}/${file.name}`,
      file,
      phase: "waiting",
      sent: 0,
      document: null,
      state: null,
      answerableAfter: null,
      problem: null,
      trouble: null,
    }),
  );
  uploads.set([...uploads.get(), ...added]);
  for (const one of added) sending = sending.then(() => send(one, false));
}

/** What to do with a file whose name is taken. */
export function answerUpload(one: Upload, replace: boolean): void {
  if (replace) sending = sending.then(() => send(one, true));
  else uploads.set(uploads.get().filter(({ id }) => id !== one.id));
}

/** Takes those that are done from the list. */
export function clearFinished(): void {
  uploads.set(uploads.get().filter(({ phase }) => phase !== "settled" && phase !== "refused"));
}

/** Asks what became of those that are in the bucket. */
export async function followUploads(signal: AbortSignal): Promise<void> {
  const received = uploads.get().filter(({ phase }) => phase === "received");
  for (const { id, document } of received.slice(0, MOST_FOLLOWED)) {
    if (document === null) continue;
    const history = await footnote.history(document, signal).catch((error: unknown) => {
      if (troubleOf(error).code === "not_found") return null;
      throw error;
    });
    change(id, (one) => settle(one, history));
  }
}

/**
 * The upload as the catalogue has its own document: nothing else is taken for it, so that no file is called answerable before
 * it is. @param history null where the document is gone again
 */
export function settle(one: Upload, history: DocumentHistory | null): Upload {
  if (one.phase !== "received") return one;
  if (history === null) return { ...one, phase: "refused", trouble: GONE };
  const { state, problem, versions } = history;
  const found = versions.find(({ live }) => live.some(({ until }) => until === null));
  switch (state) {
    case "queued":
    case "failed":
      return { ...one, state, problem };
    case "live":
      return { ...one, phase: "settled", state, problem, answerableAfter: found?.answerableAfter ?? null };
    default:
      return { ...one, phase: "settled", state, problem };
  }
}

const EMPTY: Trouble = {
  what: "The file is empty.",
  action: "Put its text into it and add it again.",
  code: null,
};
const GONE: Trouble = {
  what: "The file was deleted from its folder again.",
  action: "Add it once more if it is needed.",
  code: null,
};

async function send({ id, bucket, key, file }: Upload, replace: boolean): Promise<void> {
  if (file.size === 0) return change(id, (one) => ({ ...one, phase: "refused", trouble: EMPTY }));
  change(id, (one) => ({ ...one, phase: "sending" }));
  try {
    const before = replace ? await contentOf(bucket, key) : null;
    const { document } = await putFile({ bucket, key, content: file, replace }, (sent) =>
      change(id, (one) => ({ ...one, sent })),
    );
    change(id, (one) => ({ ...one, phase: "received", document }));
    if (replace) noteUndoable({ what: "replaced", bucket, key, content: before });
  } catch (error) {
    const trouble = troubleOf(error);
    const phase = trouble.code === "object_exists" ? "asks" : "refused";
    change(id, (one) => ({ ...one, phase, trouble }));
  }
}

/** What lies there now, to be put back where somebody wants that; null where it is too much or cannot be had. */
async function contentOf(bucket: string, key: string): Promise<Blob | null> {
  try {
    const page = await footnote.documents({ within: `${bucket}/${key}`, order: "name", limit: 1 });
    const row = page.documents.find((one) => one.key === key);
    return row && canBeKept([row]) ? await fetchOriginal(row.document) : null;
  } catch {
    return null;
  }
}

function change(id: number, how: (one: Upload) => Upload): void {
  uploads.set(uploads.get().map((one) => (one.id === id ? how(one) : one)));
}
