import type { Line } from "./line.ts";
import type { OutlineEntry } from "./outline.ts";

/** A heading is this much larger than the body, or is set in another font. */
const LARGER = 1.08;
const LONGEST_LINE = 150;
/** A size in which more of the text than this is set is no heading's. */
const LARGEST_SHARE = 0.2;

export interface Typography {
  /** The size and the font in which most of the text is set. */
  readonly size: number;
  readonly font: string;
  /** Distance of a paragraph's lines, in ems. */
  readonly pitch: number;
}

export interface Heading {
  /** 1 to 6. */
  readonly level: number;
  /** Whether the outline names it: otherwise it only looks like one. */
  readonly isNamed: boolean;
}

/** Characters by size and font, and the commonest distance of lines. */
export function measureTypography(pages: readonly (readonly Line[])[]): Typography {
  const sizes = new Map<number, number>();
  const fonts = new Map<string, number>();
  const pitches = new Map<number, number>();
  const distances = new Map<number, number>();
  for (const lines of pages) {
    for (const [index, line] of lines.entries()) {
      add(sizes, round(line.size), line.text.length);
      add(fonts, line.font, line.text.length);
      const previous = lines[index - 1];
      if (previous === undefined || previous.size !== line.size) continue;
      const pitch = Math.round(((line.y - previous.y) / line.size) * 20) / 20;
      if (pitch <= 0.9 || pitch >= 2.2) continue;
      add(distances, pitch, 1);
      // A table's rows stand farther apart.
      if (previous.fragments.length === 1 && line.fragments.length === 1) add(pitches, pitch, 1);
    }
  }
  return {
    size: commonest(sizes) ?? 10,
    font: commonest(fonts) ?? "",
    pitch: pitchOf(pitches, distances) ?? 1.2,
  };
}

/** A document of tables has few paragraphs, if any: its chart's axis and its labels are none. */
const FEWEST_PARAGRAPHS = 0.5;

/**
 * @param pitches distances of lines of paragraphs
 * @param distances those of all lines: no paragraph's lines are farther apart than the rows of most tables
 */
function pitchOf(
  pitches: ReadonlyMap<number, number>,
  distances: ReadonlyMap<number, number>,
): number | undefined {
  const [pitch, distance] = [commonest(pitches), commonest(distances)];
  if (pitch === undefined || distance === undefined) return pitch;
  const isRare = (pitches.get(pitch) ?? 0) < FEWEST_PARAGRAPHS * (distances.get(distance) ?? 0);
  return isRare ? Math.min(pitch, distance) : pitch;
}

/** Tells a heading's level, from the outline where it names the line, else from how the line is set. */
export class HeadingFinder {
  readonly #body: Typography;
  /** Levels by page and by title, as `normalise` leaves it. */
  readonly #outline = new Map<number, Map<string, number>>();
  /** Level by style, from what the outline names; else by size. */
  readonly #styles = new Map<string, number>();
  readonly #sizes: number[];
  #deepest = 0;
  #largestNamed = 0;

  constructor(
    body: Typography,
    outline: ReadonlyMap<number, readonly OutlineEntry[]>,
    pages: readonly { readonly number: number; readonly lines: readonly Line[] }[],
  ) {
    this.#body = body;
    for (const [page, entries] of outline) {
      this.#outline.set(page, new Map(entries.map((entry) => [normalise(entry.title), entry.level])));
    }
    const characters = new Map<number, number>();
    let total = 0;
    for (const { number, lines } of pages) {
      for (const line of lines) {
        total += line.text.length;
        add(characters, round(line.size), line.text.length);
        const level = this.#inOutline(line, number);
        if (level === undefined || styleOf(line) === styleOf(body)) continue;
        this.#styles.set(styleOf(line), level);
        this.#deepest = Math.max(this.#deepest, level);
        this.#largestNamed = Math.max(this.#largestNamed, round(line.size));
      }
    }
    this.#sizes = [...characters]
      .filter(([size, count]) => size > body.size * LARGER && count < total * LARGEST_SHARE)
      .map(([size]) => size)
      .sort((a, b) => b - a);
  }

  /** Undefined for what is no heading. */
  find(line: Line, page: number, isSetApart: boolean): Heading | undefined {
    const named = this.#inOutline(line, page);
    if (named !== undefined) return { level: named, isNamed: true };
    const level = this.#byStyle(line, isSetApart);
    return level === undefined ? undefined : { level, isNamed: false };
  }

  #byStyle(line: Line, isSetApart: boolean): number | undefined {
    if (!line.isOneSize || line.text.length > LONGEST_LINE || !/\p{L}/u.test(line.text)) return undefined;
    if (line.fragments.length > 2 || line.fragments.some(({ isAslant }) => isAslant)) return undefined;
    const rank = this.#sizes.indexOf(round(line.size));
    const level = this.#styles.get(styleOf(line));
    if (level !== undefined && (rank >= 0 || isSetApart)) return level;
    if (rank >= 0) return this.#levelOfRank(rank);
    return isSetApart && this.#isBoldTitle(line) ? this.#lowest() : undefined;
  }

  /** Larger than all that the outline names: a cover's title. */
  #levelOfRank(rank: number): number {
    if (this.#deepest === 0) return Math.min(rank + 1, 6);
    return (this.#sizes[rank] ?? 0) > this.#largestNamed ? 1 : Math.min(this.#deepest + 1, 6);
  }

  #inOutline(line: Line, page: number): number | undefined {
    const titles = this.#outline.get(page);
    if (titles === undefined || line.text.length > LONGEST_LINE) return undefined;
    return titles.get(normalise(line.text));
  }

  /** At the body's size, in another font, and neither a sentence nor a label. */
  #isBoldTitle(line: Line): boolean {
    // What was typed into a form has no font of its own.
    if (
      !line.isOneFont ||
      line.font === "" ||
      line.font === this.#body.font ||
      line.size < 0.94 * this.#body.size
    )
      return false;
    return (
      line.text.length <= 80 && /^[\p{Lu}\p{N}\p{Lo}]/u.test(line.text) && !/[.,;:。，；：]$/u.test(line.text)
    );
  }

  #lowest(): number {
    return Math.min(Math.max(this.#deepest, this.#sizes.length) + 1, 6);
  }
}

function styleOf(set: { readonly size: number; readonly font: string }): string {
  return `${round(set.size)} ${set.font}`;
}

/** Half points: what a person could tell apart. */
function round(size: number): number {
  return Math.round(size * 2) / 2;
}

function normalise(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "");
}

function add<K>(counts: Map<K, number>, key: K, count: number): void {
  counts.set(key, (counts.get(key) ?? 0) + count);
}

function commonest<K>(counts: ReadonlyMap<K, number>): K | undefined {
  return [...counts].reduce<[K, number] | undefined>(
    (best, entry) => (best === undefined || entry[1] > best[1] ? entry : best),
    undefined,
  )?.[0];
}
