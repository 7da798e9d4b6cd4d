/** A hit, and what it is a copy of: identical files have the same version, and so the same chunks in it. */
export interface Found {
  readonly chunk: string;
  readonly document: string;
  readonly version: string;
  readonly score: number;
  readonly passage: string;
  /** The lexemes among those asked for that the chunk has. */
  readonly held?: readonly string[];
}

/** SQL for `passage` of the chunk in this alias. */
export function passageOf(alias: string): string {
  return `concat_ws('/', ${alias}.version, ${alias}.ordinal)`;
}

/** The first of each passage. */
export function distinct<Hit extends Found>(hits: readonly Hit[]): Hit[] {
  const seen = new Set<string>();
  return hits.filter(({ passage }) => !seen.has(passage) && seen.add(passage));
}
