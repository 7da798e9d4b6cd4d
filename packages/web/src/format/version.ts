/** As much of a version's hash as people compare by eye. */
export function shortVersion(version: string): string {
  return version.slice(0, 8);
}
