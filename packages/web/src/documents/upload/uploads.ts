import type { DocumentRow, DocumentState, Problem } from "@footnote/contracts";
import type { Trouble } from "../../api/trouble.ts";
import { troubleOf } from "../../api/trouble.ts";
import { upload } from "../../api/upload.ts";
import { createStore } from "../../app/store.ts";

/** sending: on its way here; received: in the bucket, to be read; settled: live, failed or dead; refused: not taken. */
export type UploadPhase = "waiting" | "sending" | "received" | "settled" | "refused";

export interface Upload {
  readonly id: number;
  readonly bucket: string;
  readonly file: File;
  readonly phase: UploadPhase;
  /** Bytes. */
  readonly sent: number;
  /** The document that the file became. */
  readonly document: string | null;
  /** What the catalogue last said of the document; null before it said anything. */
  readonly state: DocumentState | null;
  /** Seconds from written to answerable, where it is live and that is known. */
  readonly answerableAfter: number | null;
  readonly problem: Problem | null;
  readonly trouble: Trouble | null;
}

/** In the order in which they were chosen. */
export const uploads = createStore<readonly Upload[]>([]);

let lastId = 0;
let sending: Promise<void> = Promise.resolve();

/** Sends the files one after the other, behind those that still wait. */
export function addFiles(bucket: string, files: readonly File[]): void {
  const added = files.map(
    (file): Upload => ({
      id: ++lastId,
      bucket,
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
  for (const one of added) sending = sending.then(() => send(one));
}

/** Takes those that are done from the list. */
export function clearFinished(): void {
  uploads.set(uploads.get().filter(({ phase }) => phase !== "settled" && phase !== "refused"));
}

/** What the catalogue says of documents, read in this order: so what is not queued any more is live or a problem. */
export interface Catalogue {
  /** The first of the documents that wait. */
  readonly queued: readonly DocumentRow[];
  /** Whether more wait than those. */
  readonly moreQueued: boolean;
  readonly problems: readonly Problem[];
  /** Some of all documents. */
  readonly rows: readonly DocumentRow[];
}

/** Tells the uploads what the catalogue says of their documents. */
export function noteCatalogue(catalogue: Catalogue): void {
  const next = uploads.get().map((one) => settle(one, catalogue));
  if (next.some((one, at) => one !== uploads.get()[at])) uploads.set(next);
}

/** The upload as the catalogue has it: settled when its document is live or a problem. */
export function settle(one: Upload, { queued, moreQueued, problems, rows }: Catalogue): Upload {
  if (one.phase !== "received") return one;
  if (queued.some(({ document }) => document === one.document)) {
    return one.state === "queued" ? one : { ...one, state: "queued" };
  }
  const problem = problems.find(({ bucket, key }) => bucket === one.bucket && key === one.file.name);
  if (problem) return { ...one, phase: "settled", state: problem.state, problem };
  const row = rows.find(({ document }) => document === one.document);
  if (row?.state === "live") {
    return { ...one, phase: "settled", state: "live", answerableAfter: row.answerableAfter };
  }
  // Not among what is listed first, but neither waiting nor a problem.
  return moreQueued ? one : { ...one, phase: "settled", state: "live" };
}

const EMPTY: Trouble = {
  what: "The file is empty.",
  action: "Put its text into it and add it again.",
  status: null,
};

async function send({ id, bucket, file }: Upload): Promise<void> {
  if (file.size === 0) return change(id, { phase: "refused", trouble: EMPTY });
  change(id, { phase: "sending" });
  try {
    const { document } = await upload(bucket, file, (sent) => change(id, { sent }));
    change(id, { phase: "received", document });
  } catch (error) {
    change(id, { phase: "refused", trouble: troubleOf(error) });
  }
}

function change(id: number, part: Partial<Upload>): void {
  uploads.set(uploads.get().map((one) => (one.id === id ? { ...one, ...part } : one)));
}
