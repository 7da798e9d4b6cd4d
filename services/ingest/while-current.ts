import { type Bucket, type BucketObject, FootnoteError } from "@footnote/contracts";
import type { IngestParts } from "./parts.ts";

/** Rarely enough to cost nothing beside minutes of recognition. */
const LOOK_EVERY_MILLISECONDS = 60_000;

/**
 * Does what may take minutes, and gives up where the object is another or gone meanwhile, so that its new content need not
 * wait for the old one's end.
 * @throws FootnoteError object_unsettled where it gave up; what `work` throws
 */
export async function whileCurrent<Result>(
  { clock }: Pick<IngestParts, "clock">,
  bucket: Bucket,
  object: BucketObject,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const outdated = new AbortController();
  const done = new AbortController();
  const look = async () => {
    const until = AbortSignal.any([done.signal, signal]);
    while (!until.aborted) {
      await clock.sleep(LOOK_EVERY_MILLISECONDS, until);
      if (until.aborted) return;
      const seen = await bucket.head(object.key);
      if (seen?.etag !== object.etag) return outdated.abort(changed());
    }
  };
  // Where the bucket cannot be asked, it is read to its end.
  const looking = look().catch(() => undefined);
  try {
    return await work(AbortSignal.any([outdated.signal, signal]));
  } finally {
    done.abort();
    await looking;
  }
}

function changed(): FootnoteError {
  return new FootnoteError("object_unsettled", "The file changed while its text was recognised.", {
    action: "It is read again by itself.",
  });
}
