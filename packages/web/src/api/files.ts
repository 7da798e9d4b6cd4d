import { accepted, clientOver, type Send } from "@footnote/client";
import { FootnoteError, type Place } from "@footnote/contracts";
import { footnote } from "./footnote.ts";

const KEEPING_TRIES = 4;
const KEEPING_WAIT_MILLISECONDS = 700;

/**
 * The file as it lies in its bucket, for putting it back; null where it is not there any more. One that is still being written can be
 * had a moment later. @throws FootnoteError
 */
export async function fetchOriginal(document: string): Promise<Blob | null> {
  for (let tries = 1; ; tries++) {
    try {
      return await (await footnote.original(document)).blob();
    } catch (error) {
      if (!(error instanceof FootnoteError)) throw error;
      if (error.code === "not_found") return null;
      if (!error.retryable || tries === KEEPING_TRIES) throw error;
      await new Promise((resolve) => setTimeout(resolve, KEEPING_WAIT_MILLISECONDS));
    }
  }
}

export interface ToPut {
  readonly bucket: string;
  readonly key: string;
  readonly content: Blob;
  /** Whether a file of that name is replaced, or the upload refused as one that exists. */
  readonly replace: boolean;
}

export function putFile(
  { bucket, key, content, replace }: ToPut,
  onProgress: (sentBytes: number) => void = () => {},
): Promise<Place> {
  return clientOver(sendTelling(onProgress)).upload(bucket, key, content, { onlyNew: !replace });
}

/** By XMLHttpRequest, because fetch tells nothing of how far it is. */
function sendTelling(onProgress: (sentBytes: number) => void): Send {
  return async (path, { method = "GET", headers, body } = {}) => {
    const response = await new Promise<Response>((resolve, reject) => {
      const sending = new XMLHttpRequest();
      sending.upload.onprogress = (event) => onProgress(event.loaded);
      sending.onload = () => resolve(new Response(sending.responseText, { status: sending.status }));
      sending.onerror = () => reject(new TypeError("The file could not be sent."));
      sending.open(method, path);
      for (const [name, value] of new Headers(headers)) sending.setRequestHeader(name, value);
      sending.send(body as Blob);
    });
    return accepted(response);
  };
}
