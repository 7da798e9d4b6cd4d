import type { Place, Problem } from "@footnote/contracts";
import type { Call } from "./call.ts";

export interface DeadLetterPage {
  readonly deadLetters: readonly Problem[];
  /** Where the next page begins; null where this is the last. */
  readonly next: string | null;
}

export interface UploadOptions {
  /** Refuses where such a file is there already. */
  readonly onlyNew?: boolean;
  /** What is sent again with the same one is done once: 1 to 255 ASCII characters, such as a UUID. */
  readonly idempotencyKey?: string;
}

/** What changes files, or has them read. */
export interface Files {
  /** Resolves when the file is durable and queued to be read, with what it is known by from then on. */
  upload(
    bucket: string,
    key: string,
    content: NonNullable<RequestInit["body"]>,
    options?: UploadOptions,
  ): Promise<Place>;
  /** Resolves when nothing of it can be returned any more. */
  delete(bucket: string, key: string): Promise<void>;
  /** Puts back the file that this version was made from. */
  restore(document: string, version: string): Promise<Place>;
  /** One page of the files that cannot be read. */
  deadLetters(
    page?: { readonly after?: string | undefined; readonly limit?: number },
    signal?: AbortSignal,
  ): Promise<DeadLetterPage>;
  /** Reads these once more. Resolves with how many were dead or failed, and so are. */
  replay(documents: readonly string[] | "all"): Promise<number>;
}

export function filesOver({ get, post, send }: Call): Files {
  return {
    async upload(bucket, key, content, { onlyNew = false, idempotencyKey } = {}) {
      const response = await send(objectPath(bucket, key), {
        method: "PUT",
        body: content,
        headers: {
          ...(onlyNew && { "If-None-Match": "*" }),
          ...(idempotencyKey !== undefined && { "Idempotency-Key": JSON.stringify(idempotencyKey) }),
        },
        // What is sent as it is read must be said to be so.
        duplex: "half",
      } as RequestInit);
      return (await response.json()) as Place;
    },
    async delete(bucket, key) {
      await send(objectPath(bucket, key), { method: "DELETE" });
    },
    restore: (document, version) =>
      post(`/api/documents/${encodeURIComponent(document)}/restore`, { version }),
    deadLetters: (page = {}, signal) => get("/api/dead-letters", page, signal),
    replay: async (documents) =>
      (
        await post<{ queued: number }>(
          "/api/dead-letters/replay",
          documents === "all" ? { all: true } : { documents },
        )
      ).queued,
  };
}

function objectPath(bucket: string, key: string): string {
  const segments = key.split("/").map(encodeURIComponent).join("/");
  return `/api/buckets/${encodeURIComponent(bucket)}/objects/${segments}`;
}
