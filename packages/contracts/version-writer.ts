import type { BucketObject } from "./bucket.ts";
import type { Claim } from "./claim.ts";
import type { Stage } from "./document.ts";
import type { FootnoteError } from "./error.ts";
import type { NewVersion } from "./new-version.ts";

export interface Failure {
  readonly stage: Stage;
  readonly error: FootnoteError;
  /** The object as fetched, where it came that far. */
  readonly object: BucketObject | undefined;
  readonly pipeline: string;
  readonly retryAt: Date | undefined;
}

/**
 * The only way to write what a claimed document says, and how its claim ends. The object's readers are those of the document
 * from the moment on at which its content is what is live. Where these change, versions that are kept are forgotten: they were
 * written for others.
 */
export interface VersionWriter {
  /** Makes the version live. False (and readers see no change) where the claim is no longer its document's. */
  commit(claim: Claim, version: NewVersion): Promise<boolean>;
  /** Keeps the version ready for the next pipeline, unseen. False where the claim is lost. */
  stage(claim: Claim, version: NewVersion): Promise<boolean>;
  /** The object is as the live version knows it. False where the claim is lost. */
  confirm(claim: Claim, object: BucketObject): Promise<boolean>;
  /** The object is gone: so is everything of the document. False where the claim is lost. */
  remove(claim: Claim): Promise<boolean>;
  /**
   * Records the failure; with `retryAt` to be tried again (an older live version stays), without it a dead letter (and
   * it goes). Where the live version was made from this very content, it stays if the cause passes or the failure is one
   * of the next pipeline: see `PipelineProgress.failed`.
   */
  fail(claim: Claim, failure: Failure): Promise<boolean>;
}
