import { contentTerms } from "../terms.ts";
import { isQuestion, textIn, type Unit, wordsIn } from "./unit.ts";

/** A line that only names something, as a link or a line of a table of contents does: near to a question, and no answer. */
const LONGEST_NAME = 8;
const LONGEST_POINTER = 30;

export function isTitle({ kind, blocks, text }: Unit): boolean {
  if (kind === "table" || kind === "code" || blocks.length > 1) return false;
  const lines = text.split("\n").map((line) => line.replace(/^[\d.]+\s+/u, ""));
  return lines.every((line) => wordsIn(line) <= LONGEST_NAME && !/[\d:]|[.!?…。！？]$/u.test(line));
}

/** Whether it only asks: nothing is nearer to a question, and it answers none. */
export function onlyAsks({ kind, blocks, text }: Unit): boolean {
  return kind === "paragraph" && blocks.length === 1 && isQuestion(text);
}

const POINTS =
  /\b(?:see|refer to|visit|check|consult|review|read|find|look up|learn more|more information|more details?|further details?|described|explained|listed)\b.*\b(?:page|pages|section|guide|guides|website|site|document|documents|sheet|policy|here|below|above|slides?|link|links|handbook|chapter|appendix|for more)\b|\bsee (?:also|the|our|this)\b|(?:siehe|vgl\.)\s/iu;

/** Whether it sends the reader elsewhere and says nothing itself. */
export function isPointer({ kind, blocks, text }: Unit): boolean {
  return kind === "paragraph" && blocks.length === 1 && wordsIn(text) <= LONGEST_POINTER && POINTS.test(text);
}

/** Whether it illustrates a rule that stands elsewhere. */
export function isExample({ text, headings }: Unit): boolean {
  const opens = /^(?:for (?:example|instance)|e\.g\.|example|examples?:|zum beispiel|z\. ?b\.)/iu;
  return opens.test(text.trim()) || /\bexamples?\b|\bbeispiel/iu.test(headings.at(-1) ?? "");
}

/** "Owner: office manager. Reviewed 11 May 2026." */
const IMPRINT =
  /^(?:page \d+[^.]*\. )?(?:owner|author|contact|responsible|(?:last )?(?:reviewed|updated|changed|modified))\b/iu;
const LONGEST_IMPRINT = 14;

/** Whether it only says who looks after the page, and since when: it stands on every page, whatever that is about. */
export function isImprint({ kind, blocks, text }: Unit): boolean {
  return (
    kind === "paragraph" && blocks.length === 1 && wordsIn(text) <= LONGEST_IMPRINT && IMPRINT.test(text)
  );
}

/** A key of front matter and its value. */
const PROPERTY = /^([\p{Ll}_][\p{L}\d_-]*):\s/u;

/**
 * Whether it is a page's front matter ("keywords: leave, parental"), what it says of itself for machines: near to many
 * questions, and an answer to those alone that name one of its keys, as the owner.
 */
export function isUnaskedFrontMatter(unit: Unit, asked: ReadonlySet<string>): boolean {
  const keys = frontMatterKeys(unit);
  return keys !== undefined && !keys.some((key) => contentTerms(key).some((term) => asked.has(term)));
}

function frontMatterKeys({ kind, blocks, passage, start }: Unit): string[] | undefined {
  if (kind !== "list" || start !== 0 || !/\.(?:md|markdown|mdx)$/i.test(passage.candidate.key))
    return undefined;
  const items = blocks.flatMap((block) => (block.kind === "list" ? block.items : []));
  const keys = items.map((item) => PROPERTY.exec(textIn(passage, item))?.[1]);
  return keys.every((key) => key !== undefined) ? keys : undefined;
}
