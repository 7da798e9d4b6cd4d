import {
  type BucketPipelines,
  type DifferingObject,
  ERROR_CODES,
  type KnownObject,
} from "@footnote/contracts";

/** What failed although trying again could help is tried again this long after it was given up. */
const TRY_AGAIN_MILLISECONDS = 60 * 60_000;

/** How the catalogue differs from an object that lies in its bucket; undefined where it does not. */
export function driftOf(
  known: KnownObject | undefined,
  { etag, hasOtherReaders }: Pick<DifferingObject, "etag" | "hasOtherReaders">,
  { serving, next }: BucketPipelines,
): "missing" | "changed" | "outdated" | undefined {
  if (known === undefined) return "missing";
  // Queued and failed documents are due by themselves.
  if (known.state === "queued" || known.state === "failed") return undefined;
  if (known.etag !== etag || hasOtherReaders) return "changed";
  // What could not be made anew in an outage is tried again after a while, not at each comparison.
  if (known.pipeline !== serving && known.pipeline !== next)
    return known.staged === serving && known.problem !== null ? undefined : "outdated";
  const isReady = next === undefined || known.pipeline === next || known.staged === next;
  return isReady || known.state === "dead" || known.state === "skipped" ? undefined : "outdated";
}

/** Whether the cause of a failure may have passed since, as an outage longer than all its tries does. */
export function isWorthAnotherTry(known: KnownObject, now: Date): boolean {
  const { state, problem } = known;
  if (problem === null || state === "queued" || state === "failed") return false;
  // One from the future was noted while the clock was ahead, and tells nothing.
  const since = now.getTime() - problem.at.getTime();
  return ERROR_CODES[problem.code].retryable && (since < 0 || since >= TRY_AGAIN_MILLISECONDS);
}
