import type { AnswerRequest, Embedder } from "@footnote/contracts";
import { isIntact } from "./cite.ts";
import { cutToFit } from "./question.ts";
import { coverage, hasAskedForm, type ReadPart, type ReadUnit, readUnit, weighTerms } from "./score.ts";
import { isExample, isImprint, isPointer, isTitle, isUnaskedFrontMatter, onlyAsks } from "./units/manner.ts";
import type { Unit } from "./units/unit.ts";
import { unitsOf } from "./units/units.ts";
import { innerProduct } from "./vector.ts";

/** Passages that are read for an answer, best first. */
const PASSAGES_READ = 6;
/** Units that are compared with the question by the model: 2 to 10 ms each. */
const UNITS_EMBEDDED = 20;

// Shares of relevance: near those of a listwise regression on the development questions, which ranks no better.
const COSINE_SHARE = 0.5;
const COVERAGE_SHARE = 0.4;
const FORM_SHARE = 0.15;
/** Of the score with which search found the chunk that the unit stands in. */
const FOUND_SHARE = 0.3;
/** For the first passage; half of it for the second, a third for the third. */
const PLACE_SHARE = 0.1;
/** Of relevance, for what names or points to an answer and is none, and for what only illustrates one. */
const MANNER_COST = 0.15;

export interface RankedUnit extends ReadUnit {
  readonly vector: Float32Array;
  /** The question's terms. */
  readonly asked: ReadonlySet<string>;
  /** Of the question with the unit under its headings. */
  readonly cosine: number;
  readonly relevance: number;
  /** Share of the question's term weight in the part that has most of it, with what stands above. */
  readonly covered: number;
  /** The part that answers best. */
  readonly best: ReadPart | undefined;
  /** 0 for the best passage. */
  readonly place: number;
}

export interface Ranking {
  /** Best first; never empty. */
  readonly ranked: readonly RankedUnit[];
  /** Every unit of the passages that were read, each passage's in reading order. */
  readonly units: readonly Unit[];
}

/** A unit before it is compared by the model. */
export type PromisingUnit = Omit<RankedUnit, "vector" | "cosine" | "relevance"> & {
  readonly promise: number;
};

/** Undefined where the passages hold nothing that can be quoted. */
export async function rank(embedder: Embedder, request: AnswerRequest): Promise<Ranking | undefined> {
  const { question, questionVector, signal } = request;
  const units = unitsIn(request);
  const promising = mostPromising(question, units);
  if (promising.length === 0) return undefined;
  const vectors = await embedder.embed(
    promising.map(({ unit }) => cutToFit(embeddedText(unit), embedder.model)),
    { as: "passage", priority: "question", signal },
  );
  const ranked = promising
    .map(({ promise, ...read }, index) => {
      const vector = vectors[index] as Float32Array;
      const cosine = innerProduct(questionVector, vector);
      return { ...read, vector, cosine, relevance: promise + COSINE_SHARE * cosine };
    })
    .toSorted((a, b) => b.relevance - a.relevance);
  return { ranked, units };
}

/** By words and by what search thinks of them, the most promising first. */
export function promisingUnits(request: AnswerRequest): PromisingUnit[] {
  return mostPromising(request.question, unitsIn(request));
}

function unitsIn({ passages }: AnswerRequest): Unit[] {
  return passages.filter(isIntact).slice(0, PASSAGES_READ).flatMap(unitsOf);
}

/** What the model reads of a unit: "At reception, with a photo." means little without the headings above it. */
export function embeddedText({ passage: { candidate }, headings, text }: Unit): string {
  const title = candidate.headingPath.at(-1) ?? candidate.title;
  return [...new Set([title, ...headings]), text].join("\n");
}

/** Those with most of the question's words and, among equals, of the better passage. */
function mostPromising(question: string, units: readonly Unit[]): PromisingUnit[] {
  const distinct = new Map<string, ReadUnit>();
  for (const unit of units) if (!distinct.has(unit.text)) distinct.set(unit.text, readUnit(unit));
  const read = [...distinct.values()];
  const weights = weighTerms(question, read);
  const asked = new Set(weights.keys());
  const places = [...new Set(read.map(({ unit }) => unit.passage))];
  return read
    .filter(({ unit }) => !isUnaskedFrontMatter(unit, asked))
    .map((each): PromisingUnit => {
      const { unit, parts, terms, termsAbove } = each;
      const context = unit.blocks.length > 1 || unit.kind === "table" ? termsAbove.union(terms) : termsAbove;
      const scored = parts.map((part) => ({
        part,
        covered: coverage(weights, part.terms, context),
        form: hasAskedForm(question, unit, part.text),
      }));
      const best = scored.reduce<(typeof scored)[number] | undefined>(
        (top, one) =>
          top === undefined || one.covered + (one.form ? 0.1 : 0) > top.covered + (top.form ? 0.1 : 0)
            ? one
            : top,
        undefined,
      );
      const whole = coverage(weights, terms, termsAbove);
      const covered = ((best?.covered ?? 0) + whole) / 2;
      const place = places.indexOf(unit.passage);
      const promise =
        COVERAGE_SHARE * covered +
        FORM_SHARE * (scored.some(({ form }) => form) ? 1 : 0) +
        FOUND_SHARE * foundScore(unit) +
        PLACE_SHARE / (1 + place) -
        mannerCost(unit);
      return { ...each, asked, best: best?.part, covered, place, promise };
    })
    .toSorted((a, b) => b.promise - a.promise)
    .slice(0, UNITS_EMBEDDED);
}

function mannerCost(unit: Unit): number {
  return [isTitle, isPointer, isExample, isImprint, onlyAsks].some((isSo) => isSo(unit)) ? MANNER_COST : 0;
}

function foundScore({ passage, start, end }: Unit): number {
  const around = passage.found.filter((chunk) => chunk.start < end && chunk.end > start);
  return Math.max(0, ...around.map(({ score }) => score));
}
