import { actionOf } from "./verbs.ts";

/** A section by what stands above it, and how it begins. */
export interface Headed {
  readonly title: string;
  /** The last one is the section's own. */
  readonly headingPath: readonly string[];
  /** Its text, or the beginning of that. */
  readonly text: string;
}

/** A question that the section may answer. */
export interface ExampleQuestion {
  readonly question: string;
  /** How much it sounds like a colleague's own: 3 was written by one, 1 is made of a bare noun. */
  readonly rank: 1 | 2 | 3;
}

const LONGEST_WORDS = 9;
/** They say where one is on a page, and nothing about what it says. */
const GENERIC =
  /^(?:overview|introduction|intro|background|summary|about|general|resources?|more|other|others|team|services?|contacts?|questions|faq|frequently asked questions|notes?|examples?|steps?|process|procedures?|terms|glossary|details|afterwards|purpose|scope|history|references?|related|links?|tools|tasks|templates?|welcome|timelines?|guidance|tips|requirements|responsibilities|roles|values|mission|deliverables|arguments)\b/i;
/** What a question would point to that nobody sees who reads it alone. */
const POINTING = /\b(?:this|these|those|here|above|below|following|still|it|they|them)\b/i;
const SMALL_WORDS = new Set(
  "a an the and or of for to in on at by with from up out off back is are be can may must will do does what what's who when where why how which not no your you we our my i".split(
    " ",
  ),
);

/** What offices have rules for: a bare noun that ends in one of these is asked about as such. */
const RULED =
  /\b(?:absences?|allowances?|benefits|breaks?|cars?|days|dogs?|equipment|expenses|gifts|guests|holidays?|hours|insurance|jobs|leave|lunch|meals|notice|overtime|parking|passwords?|pay|pets|phones?|probation|receipts|reimbursements?|schedules?|smoking|telework|travel|trips|vacation|visitors|visits|work)(?: and (?:absences?|breaks?|hours|pay|place|time|travel))?$/i;
const QUESTION_WORD =
  /^(?:who|whom|whose|what|which|when|where|why|how|is|are|am|can|could|may|must|should|do|does|did|will|would)\b/i;

/** The question that a heading stands for; undefined where a colleague would not ask it. English alone, but for what is one. */
export function questionOf({ title, headingPath, text }: Headed): ExampleQuestion | undefined {
  const heading = plain(headingPath.at(-1) ?? title);
  if (heading === "" || POINTING.test(heading) || heading.split(" ").length > LONGEST_WORDS) return undefined;
  // A step is part of a procedure, and marks are of a program.
  if (/^(?:step\s)?\d|[[\]{}<>|/\\&]/i.test(heading)) return undefined;
  const isWritten =
    heading.endsWith("?") && (QUESTION_WORD.test(heading) || !/^\p{Script=Latin}/u.test(heading));
  if (isWritten) return contentWords(heading) >= 2 ? { question: heading, rank: 3 } : undefined;
  if (
    !/^[\p{Script=Latin}\p{N}\p{P}\p{S} ]+$/u.test(heading) ||
    /[?!]$/.test(heading) ||
    GENERIC.test(heading)
  )
    return undefined;
  return asked(heading) ?? done(heading, title) ?? defined(heading, text) ?? ruled(heading, text);
}

/** "When you are paid" asks already. */
function asked(heading: string): ExampleQuestion | undefined {
  const turned = /^(when|where|how) (you|we) (are|can|may|must|will) (\S.*)$/i.exec(heading);
  if (turned !== null) {
    const [, word = "", who, verb, rest] = turned;
    return { question: `${capital(word)} ${verb} ${who?.toLowerCase()} ${rest}?`, rank: 2 };
  }
  if (/^what (?:is|are) \S/i.test(heading) && contentWords(heading) >= 1)
    return { question: `${heading}?`, rank: 3 };
  const isQuestion = /^(?:[Ww]ho|[Ww]hat|[Ww]hich) (?:can|may|must|will|[a-z]+s) /.test(heading);
  return isQuestion && contentWords(heading) >= 2 ? { question: `${heading}?`, rank: 2 } : undefined;
}

/** "How to claim", "Get access to Concur" and "Booking a room" tell how something is done. */
function done(heading: string, title: string): ExampleQuestion | undefined {
  const phrase = heading.replace(/^(?:how to|steps to|ways to) /i, "");
  const [first = "", ...rest] = phrase.split(" ");
  const verb = phrase === heading ? actionOf(first.toLowerCase(), rest[0] ?? "") : first.toLowerCase();
  if (verb === undefined) return undefined;
  // "Use" and "Access" alone are nouns; "How to claim" says of what in the title.
  const object = rest.length > 0 ? rest.join(" ") : phrase === heading ? "" : shortNoun(title);
  if (contentWords(object) === 0 || /^(?:and|or|of)\b|\bthings\b/i.test(object)) return undefined;
  return { question: `How do I ${verb} ${object.replace(/\byour\b/gi, "my")}?`, rank: 3 };
}

/** "Tock is a tool that …" below the heading "Tock". */
function defined(heading: string, text: string): ExampleQuestion | undefined {
  const begins = text.replace(/^(?:an?|the)\s+/i, "").toLowerCase();
  if (/^(?:our|your|my)\b/i.test(heading) || !begins.startsWith(`${heading.toLowerCase()} is `))
    return undefined;
  // One word with one capital is a name, unless the text writes it small.
  const isName = contentWords(heading) === 1 && !text.includes(lower(heading));
  return { question: `What is ${isName ? heading : lower(heading)}?`, rank: 2 };
}

/** A bare noun, where what stands below it are rules: somebody may, must or gets something. */
function ruled(heading: string, text: string): ExampleQuestion | undefined {
  if (heading.split(" ").length > 4 || !/^[A-Z][a-z ]+$/.test(heading) || !RULED.test(heading))
    return undefined;
  if (/^(?:opening|how)\b|\b(?:of|for|in)\b/i.test(heading)) return undefined;
  if (!/\b(?:must|may|can|cannot|needs?|gets?|allowed|entitled|required|ha(?:ve|s) to|should)\b/i.test(text))
    return undefined;
  return { question: `What are the rules for ${lower(heading)}?`, rank: 1 };
}

/** Without marks around it. */
function plain(heading: string): string {
  return heading
    .replace(/\s+/g, " ")
    .replace(/[:.…]+$/, "")
    .trim();
}

function contentWords(text: string): number {
  return text
    .toLowerCase()
    .split(/[^\p{L}\p{N}'’]+/u)
    .filter((word) => word !== "" && !SMALL_WORDS.has(word)).length;
}

/** A title that can be the object of a verb. @example "Expenses" is "expenses" */
function shortNoun(title: string): string {
  return plain(title).split(" ").length <= 2 ? lower(plain(title)) : "";
}

/** Small where no capital but the first is in it: others make it a name. */
function lower(text: string): string {
  return /^.[^A-Z]*$/.test(text) ? `${text.charAt(0).toLowerCase()}${text.slice(1)}` : text;
}

function capital(word: string): string {
  return `${word.charAt(0).toUpperCase()}${word.slice(1).toLowerCase()}`;
}
