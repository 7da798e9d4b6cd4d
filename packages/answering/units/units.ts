import type { AnswerPassage, Block } from "@footnote/contracts";
import { type Heading, withHeading } from "./headings.ts";
import { piecesOf } from "./pieces.ts";
import { endsWithColon, isQuestion, textIn, type Unit, wordsIn } from "./unit.ts";

/** A sentence or two that introduce code; more is a paragraph of its own. */
const LONGEST_INTRODUCTION = 60;
/** What stands between an introduction and what it introduces. */
const LONGEST_NOTE = 80;
/** A heading that a format could not mark: longer lines are sentences. */
const LONGEST_HEADING = 9;
/** One that is set off by its type, or asks what stands below it. */
const LONGEST_BOLD_HEADING = 25;
/** Steps with commands between them are one procedure up to here. */
const LONGEST_PROCEDURE = 400;

/** Between two steps. */
const MOST_NOTES = 3;

/** Of a line that only looks like a heading. */
const BELOW_ALL_LEVELS = 7;

/** What can be shown of a passage's section, in reading order. Headings are context, not units. */
export function unitsOf(passage: AnswerPassage): Unit[] {
  const units: Unit[] = [];
  let headings: Heading[] = [];
  let previous: Unit | undefined;
  const { blocks } = passage.section;
  const text = (block: Block | undefined) => (block === undefined ? "" : textIn(passage, block));
  for (let at = 0; at < blocks.length; ) {
    const block = blocks[at] as Block;
    if (block.kind === "heading" || looksLikeHeading(passage, block, blocks[at + 1])) {
      const level = block.kind === "heading" ? block.level : BELOW_ALL_LEVELS;
      headings = withHeading(headings, { level, text: text(block) });
      previous = undefined;
      at += 1;
      continue;
    }
    const length = lengthOfUnit(blocks.slice(at), text);
    const titles = headings.map((heading) => heading.text);
    previous = unitOf(passage, blocks.slice(at, at + length), titles, previous);
    units.push(...piecesOf(previous));
    at += length;
  }
  return units;
}

/** How many of the blocks belong together, the first one included. */
function lengthOfUnit(blocks: readonly Block[], text: (block: Block | undefined) => string): number {
  const [first, second, third] = blocks;
  if (first?.kind === "paragraph" && second !== undefined && second.kind !== "heading") {
    const leads = endsWithColon(text(first));
    const isNote = second.kind === "paragraph" && wordsIn(text(second)) <= LONGEST_NOTE;
    // "Follow these steps:", a word of caution, and then the steps.
    if (leads && isNote && (third?.kind === "list" || third?.kind === "table"))
      return 2 + lengthOfUnit(blocks.slice(2), text);
    const introduces = second.kind === "code" && wordsIn(text(first)) <= LONGEST_INTRODUCTION;
    // "In general, combining:", a list, "with any of these makes it sensitive."
    const goesOn = third?.kind === "paragraph" && /^\p{Ll}/u.test(text(third));
    if (leads && second.kind === "list" && goesOn) return 3;
    if (leads || introduces) return 1 + lengthOfUnit(blocks.slice(1), text);
  }
  return first?.kind === "list" && first.ordered ? lengthOfProcedure(blocks, text) : 1;
}

/** An ordered list, and what stands between it and the list that goes on with the next step. */
function lengthOfProcedure(blocks: readonly Block[], text: (block: Block) => string): number {
  let length = 1;
  let words = 0;
  for (const [index, block] of blocks.entries()) {
    words += wordsIn(text(block));
    if (block.kind === "heading" || block.kind === "table" || words > LONGEST_PROCEDURE) break;
    const isNested = block.kind === "code" || (block.kind === "list" && block.ordered);
    // A note to a step, where the steps go on behind it.
    const isNote =
      block.kind === "paragraph" && goesOnBehind(blocks.slice(index, index + 1 + MOST_NOTES), text);
    if (!isNested && !isNote) break;
    if (isNested) length = index + 1;
  }
  return length;
}

/** Whether the list behind these paragraphs begins with a later step than the first: parsers keep such numbers in the text. */
function goesOnBehind(blocks: readonly Block[], text: (block: Block) => string): boolean {
  const next = blocks.find(({ kind }) => kind !== "paragraph");
  return next?.kind === "list" && next.ordered && /^(?!1[.)])\d{1,2}[.)]\s/u.test(text(next));
}

function unitOf(
  passage: AnswerPassage,
  blocks: readonly Block[],
  headings: readonly string[],
  previous: Unit | undefined,
): Unit {
  const first = blocks[0] as Block;
  const last = blocks.at(-1) as Block;
  const span = { start: first.start, end: last.end };
  const main = blocks.find(({ kind }) => kind !== "paragraph") ?? first;
  const kind = main.kind === "heading" ? "paragraph" : main.kind;
  const text = textIn(passage, span);
  return { passage, ...span, kind, blocks, pieceOf: undefined, headings, text, previous };
}

/**
 * Where nothing marks a heading: a short line without a full stop above something longer, a line that is bold as a whole, or a
 * question with what answers it below.
 */
function looksLikeHeading(passage: AnswerPassage, block: Block, next: Block | undefined): boolean {
  if (block.kind !== "paragraph" || next === undefined || next.kind === "heading") return false;
  const text = textIn(passage, block);
  const below = textIn(passage, next);
  if (text.includes("\n")) return false;
  if (isQuestion(text)) return wordsIn(text) <= LONGEST_BOLD_HEADING && !isQuestion(below);
  if (/[.!?:;,…。！？：；，|]["'”’)\]]*$/u.test(text)) return false;
  if (isBold(block)) return wordsIn(text) <= LONGEST_BOLD_HEADING;
  return wordsIn(text) <= LONGEST_HEADING && below.length > text.length;
}

function isBold({ marks = [], start, end }: Block): boolean {
  return marks.some((mark) => mark.kind === "bold" && mark.start <= start && mark.end >= end);
}
