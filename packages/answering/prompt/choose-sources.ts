import type { AnswerPassage, Span } from "@footnote/contracts";
import { isAddressedToModel, isAskedAbout } from "./addressed.ts";
import { tokensOf } from "./budget.ts";
import { type Source, sourceOf } from "./source.ts";

/** More sources only make a model look in the wrong one. */
const MOST_SOURCES = 8;
/** Of the room, the most that one source may take: one long section is no whole answer. */
const LARGEST_SHARE = 0.5;
/** Fewer tokens of a section are a torn piece. */
const LEAST = 40;

/**
 * The passages that go into the prompt, best first, each whole where there is room, else the blocks around what was found in
 * it. What speaks to the model and is not what the question asks about is left out.
 */
export function chooseSources(
  question: string,
  passages: readonly AnswerPassage[],
  tokens: number,
): Source[] {
  const sources: Source[] = [];
  let room = tokens;
  for (const passage of passages) {
    if (sources.length === MOST_SOURCES || room < LEAST) break;
    const shown = windowOf(passage, Math.min(room, Math.max(LEAST, tokens * LARGEST_SHARE)));
    if (shown === undefined) continue;
    const isLeftOut = (text: string) => isAddressedToModel(text) && !isAskedAbout(question, text);
    const source = sourceOf(sources.length + 1, passage, shown, isLeftOut);
    if (source.evidence.length === 0) continue;
    sources.push(source);
    room -= tokensOf(textOf(source));
  }
  return sources;
}

/** Where a link leads to, as documents give it behind its words: a long one is more tokens than a sentence, and says nothing. */
const LONG_ADDRESS = / ?\(https?:\/\/[^\s()]{30,}\)/gu;

/** What the model is shown of a source: its text, or what remains of it below its headings. */
export function textOf(source: Source): string {
  return wholeText(source).replace(LONG_ADDRESS, "");
}

function wholeText({ passage: { section }, shown, evidence, isShortened, isLeftOut }: Source): string {
  if (!isShortened) return section.text.slice(shown.start - section.start, shown.end - section.start);
  const lines: string[] = [];
  let above = "";
  let introduced = "";
  for (const { leadInText, text, unit } of evidence) {
    const headings = unit.headings.filter((heading) => !isLeftOut(heading)).join(" > ");
    if (headings !== above) lines.push(headings);
    above = headings;
    if (leadInText !== "" && leadInText !== introduced) lines.push(leadInText);
    introduced = leadInText;
    lines.push(leadInText === "" ? text : `- ${text}`);
  }
  return lines.join("\n");
}

/** The blocks around what was found that fit, whole ones only; of a block that is too long alone, its beginning. */
function windowOf({ section, found }: AnswerPassage, tokens: number): Span | undefined {
  const { blocks, text } = section;
  const cost = (span: Span) => tokensOf(text.slice(span.start - section.start, span.end - section.start));
  if (cost(section) <= tokens) return { start: section.start, end: section.end };
  const [best] = [...found].sort((a, b) => b.score - a.score);
  let from = blocks.findIndex((block) => best !== undefined && block.end > best.start);
  if (from < 0) from = 0;
  const first = blocks[from];
  if (first === undefined) return undefined;
  let window: Span = { start: first.start, end: first.end };
  let until = from;
  for (;;) {
    const after = blocks[until + 1];
    const before = blocks[from - 1];
    const next = after !== undefined ? { start: window.start, end: after.end } : undefined;
    const previous = before !== undefined ? { start: before.start, end: window.end } : undefined;
    if (next !== undefined && cost(next) <= tokens) {
      window = next;
      until += 1;
    } else if (previous !== undefined && cost(previous) <= tokens) {
      window = previous;
      from -= 1;
    } else break;
  }
  if (cost(window) <= tokens) return window;
  const most = Math.floor(tokens * 2);
  return { start: window.start, end: Math.min(window.end, window.start + most) };
}
