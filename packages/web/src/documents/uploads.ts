import type { DocumentRow } from "@footnote/contracts";
import type { Trouble } from "../api/trouble.ts";
import { troubleOf } from "../api/trouble.ts";
import { upload } from "../api/upload.ts";
import { createStore } from "../app/store.ts";

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
  /** As the catalogue last listed it. */
  readonly row: DocumentRow | null;
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
      row: null,
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

/** Tells the uploads what the catalogue says of their documents. */
export function noteRows(rows: readonly DocumentRow[]): void {
  const next = uploads.get().map((one) => settle(one, rows));
  if (next.some((one, at) => one !== uploads.get()[at])) uploads.set(next);
}

/** @example settle(received, [{ document: received.document, state: "live", … }]).phase // "settled" */
export function settle(one: Upload, rows: readonly DocumentRow[]): Upload {
  if (one.phase !== "received") return one;
  const row = rows.find(({ document }) => document === one.document);
  if (!row || (row.state === "queued" && one.row?.state === "queued")) return one;
  return { ...one, row, phase: row.state === "queued" ? "received" : "settled" };
}

async function send({ id, bucket, file }: Upload): Promise<void> {
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
