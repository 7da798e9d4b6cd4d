import { request } from "./request.ts";
import { RequestFailed, troubleOf, troubleOfBody } from "./trouble.ts";

/** Where the file itself is downloaded. */
export function originalPath(document: string): string {
  return `/api/documents/${encodeURIComponent(document)}/original`;
}

const KEEPING_TRIES = 4;
const KEEPING_WAIT_MILLISECONDS = 700;

/**
 * The file as it lies in its bucket, for putting it back; null where it is not there any more. One that is still being written can be
 * had a moment later. @throws RequestFailed
 */
export async function fetchOriginal(document: string): Promise<Blob | null> {
  for (let tries = 1; ; tries++) {
    try {
      return await (await request(originalPath(document))).blob();
    } catch (error) {
      const { status } = troubleOf(error);
      if (status === 404) return null;
      if (status !== 503 || tries === KEEPING_TRIES) throw error;
      await new Promise((resolve) => setTimeout(resolve, KEEPING_WAIT_MILLISECONDS));
    }
  }
}

export interface UploadedObject {
  readonly document: string;
  readonly bucket: string;
  readonly key: string;
}

export interface ToPut {
  readonly bucket: string;
  readonly key: string;
  readonly content: Blob;
  /** Whether a file of that name is replaced, or the upload refused with status 412. */
  readonly replace: boolean;
}

/** XMLHttpRequest, because fetch tells nothing of how far it is. */
export function putFile(
  { bucket, key, content, replace }: ToPut,
  onProgress: (sentBytes: number) => void = () => {},
): Promise<UploadedObject> {
  return new Promise((resolve, reject) => {
    const sending = new XMLHttpRequest();
    sending.upload.onprogress = (event) => onProgress(event.loaded);
    sending.onload = () => {
      if (sending.status === 201) resolve(JSON.parse(sending.responseText));
      else reject(new RequestFailed(troubleOfBody(sending.status, sending.responseText)));
    };
    sending.onerror = () => reject(new RequestFailed(troubleOf(undefined)));
    sending.open("PUT", objectPath(bucket, key));
    if (!replace) sending.setRequestHeader("If-None-Match", "*");
    sending.send(content);
  });
}

/** Puts back the file that this version was made from. */
export async function restoreVersion(document: string, version: string): Promise<void> {
  await request(`/api/documents/${encodeURIComponent(document)}/restore`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ version }),
  });
}

/** From then on nothing of it is found. */
export async function deleteFile(bucket: string, key: string): Promise<void> {
  await request(objectPath(bucket, key), { method: "DELETE" });
}

function objectPath(bucket: string, key: string): string {
  const segments = key.split("/").map(encodeURIComponent).join("/");
  return `/api/buckets/${encodeURIComponent(bucket)}/objects/${segments}`;
}
