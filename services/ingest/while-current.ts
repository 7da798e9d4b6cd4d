import {
  type Bucket,
  type BucketObject,
  type Claim,
  FootnoteError,
  type WorkQueue,
} from "@footnote/contracts";
import type { IngestParts } from "./parts.ts";

/** Well below what a claim lasts, and rarely enough to cost nothing. */
const LOOK_EVERY_MILLISECONDS = 60_000;

/**
 * Does what may take longer than a claim lasts: keeps the claim meanwhile, and gives up where the object is another or
 * gone, so that its new content need not wait for the old one's end.
 * @throws FootnoteError object_unsettled where it gave up; what `work` throws
 */
export async function whileCurrent<Result>(
  { catalogue, clock }: Pick<IngestParts, "clock"> & { readonly catalogue: Pick<WorkQueue, "renew"> },
  bucket: Bucket,
  claim: Claim,
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
      const seen = await bucket.head(claim.key);
      if (seen?.etag !== object.etag || !(await catalogue.renew(claim))) return outdated.abort(changed());
    }
  };
  // Where the catalogue or the bucket cannot be asked, the claim may be lost; what is written then says so.
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
