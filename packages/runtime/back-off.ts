/**
 * Milliseconds to wait before trying again: uniform in [0, min(cap, base · 2^(attempt − 1))). All of the delay is
 * random ("full jitter"), which spreads callers that failed together best of the variants compared in
 * Marc Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog, 2015.
 *
 * @param attempt how many have failed: 1 after the first failure
 * @param bounds in milliseconds
 * @param random uniform in [0, 1)
 */
export function fullJitter(
  attempt: number,
  bounds: { readonly base: number; readonly cap: number },
  random: () => number = Math.random,
): number {
  return random() * Math.min(bounds.cap, bounds.base * 2 ** (attempt - 1));
}
