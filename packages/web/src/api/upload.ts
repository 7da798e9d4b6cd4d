import { RequestFailed, troubleOf, troubleOfBody } from "./trouble.ts";

export interface UploadedObject {
  readonly document: string;
  readonly bucket: string;
  readonly key: string;
}

/** Puts a file into a bucket under its own name. XMLHttpRequest, because fetch tells nothing of how far it is. */
export function upload(
  bucket: string,
  file: File,
  onProgress: (sentBytes: number) => void,
): Promise<UploadedObject> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.upload.onprogress = (event) => onProgress(event.loaded);
    request.onload = () => {
      if (request.status === 201) resolve(JSON.parse(request.responseText));
      else reject(new RequestFailed(troubleOfBody(request.status, request.responseText)));
    };
    request.onerror = () => reject(new RequestFailed(troubleOf(undefined)));
    request.open(
      "PUT",
      `/api/buckets/${encodeURIComponent(bucket)}/objects/${encodeURIComponent(file.name)}`,
    );
    request.send(file);
  });
}
