import type { AccessLists, PassageReader, Reader, SampledSection, Showcase } from "@footnote/contracts";
import type { QuestionPath } from "./question-path.ts";

/** A question that a heading stands for, and how much it sounds like a person's own: higher is better. */
export interface PossibleExample {
  readonly question: string;
  readonly rank: number;
}

export interface ExampleParts {
  readonly passages: AccessLists & Pick<PassageReader, "texts">;
  readonly showcase: Pick<Showcase, "sample">;
  readonly questionOf: (section: SampledSection) => PossibleExample | undefined;
  /** Without a language model: nobody waits for these answers, and nobody should pay for them. */
  readonly questions: QuestionPath;
}

/** Questions that documents of this reader answer. */
export type ExampleQuestions = (reader: Reader) => Promise<string[]>;

const SHOWN = 4;
const DOCUMENTS = 40;
/** Each takes as long as an answer. */
const MOST_TRIED = 16;
/** On a busy machine there are fewer, or none. */
const FOUND_WITHIN_MILLISECONDS = 20_000;
const KEPT_MILLISECONDS = 30 * 60_000;
/** Readers who see the same lists are shown the same. */
const MOST_KEPT = 200;

interface Example {
  readonly question: string;
  readonly from: SampledSection;
}
interface Kept {
  readonly examples: Promise<readonly Example[]>;
  readonly until: number;
}

/**
 * Makes questions of headings and shows those that are really answered from the section below the heading. They are kept for
 * a while, and shown only while that section is what the document says, and may be read.
 */
export function openExampleQuestions(parts: ExampleParts): ExampleQuestions {
  const kept = new Map<string, Kept>();
  return async (reader) => {
    const { tenant, lists } = await parts.passages.resolve(reader);
    const key = JSON.stringify([tenant, lists]);
    const known = kept.get(key);
    if (known !== undefined && known.until > performance.now()) {
      const examples = await stillThere(parts, reader, await known.examples);
      if (examples.length === SHOWN) return examples;
    }
    const examples = find(parts, reader, AbortSignal.timeout(FOUND_WITHIN_MILLISECONDS));
    if (kept.size >= MOST_KEPT) kept.clear();
    kept.set(key, { examples, until: performance.now() + KEPT_MILLISECONDS });
    examples.catch(() => kept.delete(key));
    return (await examples).map(({ question }) => question);
  };
}

async function stillThere(
  { passages }: ExampleParts,
  reader: Reader,
  examples: readonly Example[],
): Promise<string[]> {
  const texts = await passages.texts(
    reader,
    examples.map(({ from }) => from),
    "live",
  );
  return examples.filter((_, at) => texts[at] !== undefined).map(({ question }) => question);
}

async function find(parts: ExampleParts, reader: Reader, signal: AbortSignal): Promise<Example[]> {
  const sections = await parts.showcase.sample(reader, DOCUMENTS);
  const possible = sections
    .flatMap((from) => {
      const made = parts.questionOf(from);
      return made === undefined ? [] : [{ ...made, from }];
    })
    .sort((one, other) => other.rank - one.rank);
  const found: Example[] = [];
  let tried = 0;
  for (const { question, from } of possible) {
    if (found.length === SHOWN || tried === MOST_TRIED) break;
    // Another document each: what there is shows better.
    if (found.some((other) => other.from.document === from.document || other.question === question)) continue;
    tried += 1;
    if (await isAnsweredFrom(parts, reader, question, from, signal)) found.push({ question, from });
  }
  return found;
}

async function isAnsweredFrom(
  { questions }: ExampleParts,
  reader: Reader,
  question: string,
  { document, start, end }: SampledSection,
  signal: AbortSignal,
): Promise<boolean> {
  const asked = { question, asOf: undefined, within: undefined, subject: "examples", earlier: [] };
  for await (const event of questions.answer(reader, asked, signal)) {
    if (event.kind !== "answer") continue;
    const [first] = event.answer.citations;
    const isFrom = first?.document === document && first.start >= start && first.end <= end;
    return event.answer.status === "answered" && isFrom;
  }
  return false;
}
