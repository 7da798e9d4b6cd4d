import type { RankedUnit, Ranking } from "./rank.ts";
import { contentTerms } from "./terms.ts";
import { isImprint, isPointer, isUnaskedFrontMatter, onlyAsks } from "./units/manner.ts";
import { joinPieces } from "./units/pieces.ts";
import { type Unit, wordsIn } from "./units/unit.ts";

/** Words of prose that answer rather than copy; lists, tables and code are bounded where they are shown. */
const MOST_PROSE = 120;
/** Lists, tables and pieces of code in one answer. */
const MOST_FIGURES = 2;
/** Items or rows of one long list or table. */
const MOST_PIECES = 6;
/** A section no longer than this is shown whole: choosing in it only tears it. */
const SHORT_SECTION = 90;
/** How far below the best unit another may lie and still belong to the answer: under the same heading… */
const MARGIN_BESIDE = 0.2;
/** …and elsewhere. */
const MARGIN = 0.04;
/** Search knows better than the words of one unit: the best of the first two passages may lie this far below. */
const FIRST_PASSAGES = [0, 1];
const MARGIN_OF_FIRST = 0.18;
/** What such a heading counts, see `byHeading`. */
const HEADED_SHARE = 0.2;
/** Two texts that share this much of their terms, and all their figures, say the same. */
const SAME = 0.8;

const CONTINUES =
  /^(?:it|its|they|their|them|this|that|these|those|he|she|however|but|otherwise|instead|also|in (?:this|that|these|those) cases?|then|therefore|so|exceptions?|except|unless|after that|before that|there|such|both|neither|er|sie|es|diese[rsnm]?|jedoch|aber|sonst|außerdem|dann)\b/iu;

/**
 * The units that make the answer, in the order in which they are read: the section with the best one first, inside it
 * reading order, each with what it cannot be understood without.
 */
export function select({ ranked: found, units: all }: Ranking): Unit[] {
  const ranked = byHeading(found).filter(({ unit }) => !onlyAsks(unit));
  const [best] = ranked;
  if (best === undefined) return [];
  const units = all.filter((unit) => !isUnaskedFrontMatter(unit, best.asked) && !onlyAsks(unit));
  const chosen = new Chosen(units);
  chosen.add(best.unit);
  for (const unit of shortSection(best, units)) chosen.add(unit);
  for (const place of FIRST_PASSAGES) {
    const top = ranked.find((each) => each.place === place);
    if (top !== undefined && top.relevance >= best.relevance - MARGIN_OF_FIRST) chosen.add(top.unit);
  }
  for (const each of ranked) if (belongs(each, best)) chosen.add(each.unit);
  return chosen.inReadingOrder();
}

/**
 * In the passage with the best unit, what stands under a heading that names nothing but what is asked for, and at least half
 * of that, comes first: under "Library" the hours need not say so again, and the same words elsewhere only mention it. In
 * other passages it proves little, and whether there is an answer at all is not told by it.
 */
function byHeading(ranked: readonly RankedUnit[]): RankedUnit[] {
  const passage = ranked[0]?.unit.passage;
  return ranked
    .map((each) =>
      each.unit.passage === passage && isAskedFor(each)
        ? { ...each, relevance: each.relevance + HEADED_SHARE }
        : each,
    )
    .toSorted((a, b) => b.relevance - a.relevance);
}

function isAskedFor({ unit, asked }: RankedUnit): boolean {
  const named = new Set(contentTerms(unit.headings.at(-1) ?? ""));
  return named.size > 0 && named.size >= asked.size / 2 && named.isSubsetOf(asked);
}

/** Passages that come closest, one unit each: enough to go on looking. */
const CLOSEST = 3;

export function closest({ ranked }: Ranking): Unit[] {
  const byPassage = Map.groupBy(ranked, ({ unit }) => unit.passage);
  return [...byPassage.values()].slice(0, CLOSEST).flatMap((units) => units[0]?.unit ?? []);
}

function belongs({ unit, relevance, terms }: RankedUnit, best: RankedUnit): boolean {
  const isBeside = unit.passage === best.unit.passage && unit.headings.at(-1) === best.unit.headings.at(-1);
  if (unit.pieceOf !== undefined && unit.pieceOf === best.unit.pieceOf) {
    // Rows of a table are alike but for the word that was asked for: "Greenhouse" is no answer about sheds.
    const own = best.terms.intersection(best.asked);
    return relevance >= best.relevance - MARGIN && (unit.kind !== "table" || own.isSubsetOf(terms));
  }
  return relevance >= best.relevance - (isBeside ? MARGIN_BESIDE : MARGIN);
}

/** The units under the best one's heading, where they are few words together. */
function shortSection({ unit }: RankedUnit, units: readonly Unit[]): Unit[] {
  const heading = unit.headings.at(-1);
  const own = units.filter(
    (other) =>
      other.passage === unit.passage &&
      other.headings.at(-1) === heading &&
      !isPointer(other) &&
      !isImprint(other),
  );
  return own.reduce((sum, { text }) => sum + wordsIn(text), 0) <= SHORT_SECTION ? own : [];
}

class Chosen {
  readonly #units: readonly Unit[];
  readonly #chosen: Unit[] = [];

  constructor(units: readonly Unit[]) {
    this.#units = units;
  }

  /** With the unit before it where it goes on about that, and the one after it where that goes on about it. */
  add(unit: Unit): void {
    const before = CONTINUES.test(unit.text)
      ? this.#units.find((other) => other === unit.previous)
      : undefined;
    const next = this.#units.find(({ previous }) => previous === unit);
    // What stands below a command under the same heading most often says when it may be used, and what is still to be done.
    const goesOn =
      next !== undefined &&
      (CONTINUES.test(next.text) ||
        (unit.kind === "code" && next.kind === "paragraph" && next.headings.at(-1) === unit.headings.at(-1)));
    const context = [before, unit, goesOn ? next : undefined];
    for (const each of context) if (each !== undefined && this.#hasRoomFor(each)) this.#chosen.push(each);
  }

  inReadingOrder(): Unit[] {
    const bySection = Map.groupBy(this.#chosen, ({ passage }) => passage);
    return [...bySection.values()].flatMap((units) =>
      joinPieces(units.toSorted((a, b) => a.start - b.start)),
    );
  }

  #hasRoomFor(unit: Unit): boolean {
    if (this.#chosen.some((other) => other === unit || saysTheSame(other.text, unit.text))) return false;
    if (this.#chosen.length === 0) return true;
    if (unit.kind !== "paragraph") {
      const figures = this.#chosen.filter(({ kind }) => kind !== "paragraph");
      const pieces = figures.filter(({ pieceOf }) => pieceOf !== undefined && pieceOf === unit.pieceOf);
      if (pieces.length > 0) return pieces.length < MOST_PIECES;
      return new Set(figures.map((figure) => figure.pieceOf ?? figure)).size < MOST_FIGURES;
    }
    const prose = this.#chosen.filter(({ kind }) => kind === "paragraph");
    return prose.reduce((sum, { text }) => sum + wordsIn(text), wordsIn(unit.text)) <= MOST_PROSE;
  }
}

/** Whether a reader would take the two for the same statement, as in two documents that repeat a rule. */
export function saysTheSame(a: string, b: string): boolean {
  if (a === b) return true;
  if (figuresOf(a) !== figuresOf(b)) return false;
  const [left, right] = [new Set(contentTerms(a)), new Set(contentTerms(b))];
  const shared = left.intersection(right).size;
  return shared > 0 && shared >= SAME * left.union(right).size;
}

function figuresOf(text: string): string {
  return (text.match(/\d+/gu) ?? []).toSorted().join(" ");
}
