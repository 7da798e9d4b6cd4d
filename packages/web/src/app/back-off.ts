const FIRST = 1000;
const LONGEST = 15_000;

/** Milliseconds until the next look: soon while things change, ever later while they do not. */
export function nextDelay(previous: number, changed: boolean): number {
  return changed ? FIRST : Math.min(LONGEST, Math.max(FIRST, previous * 1.5));
}
