/** Measures of which less is better; of all others more is. */
const LESS = /^(?:hole@|noise_sensitivity|yield_declined@)/;

export function isLessBetter(measure: string): boolean {
  return LESS.test(measure);
}
