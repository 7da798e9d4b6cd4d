/** Before that the first files decide it alone. */
const ENOUGH_SECONDS = 5;
const ENOUGH_FILES = 3;

/**
 * How long what waits will take, at the pace so far, to the five seconds above it; null while that is a guess.
 * @param before how many waited `seconds` ago
 */
export function secondsLeft(before: number, waiting: number, seconds: number): number | null {
  const done = before - waiting;
  if (done < ENOUGH_FILES || seconds < ENOUGH_SECONDS) return null;
  const left = (waiting / done) * seconds;
  const step = left < 60 ? 5 : 60;
  return Math.ceil(left / step) * step;
}
