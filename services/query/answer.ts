import type {
  Answer,
  AnsweredSentence,
  AsOf,
  Candidate,
  NearestPassage,
  PassageStore,
  Reader,
} from "@footnote/contracts";
import { expand, onePerSection } from "@footnote/retrieval";
import type { QueryParts } from "./parts.ts";
import { searchBothWays } from "./search.ts";

/** How many passages an answer may be drawn from. */
const PASSAGES = 10;

export type AnswerEvent =
  | { readonly kind: "sentence"; readonly sentence: AnsweredSentence }
  | { readonly kind: "answer"; readonly answer: Answer };

/** Search, expand, answer, verify: a sentence as soon as it is verified, and the whole answer at the end. */
export async function* answerQuestion(
  parts: QueryParts,
  question: string,
  asOf: AsOf,
  signal: AbortSignal,
): AsyncIterable<AnswerEvent> {
  const { candidates, questionVector } = await searchBothWays(parts, question, PASSAGES, asOf, signal);
  const passages = await expand(parts.passages, parts.reader, candidates, signal);
  const sentences: AnsweredSentence[] = [];
  for await (const said of parts.answerer.answer({ question, questionVector, passages, signal })) {
    signal.throwIfAborted();
    const sentence = await verify(parts.passages, parts.reader, said);
    if (sentence === undefined) continue;
    sentences.push(sentence);
    yield { kind: "sentence", sentence };
  }
  signal.throwIfAborted();
  const documents = await parts.passages.count(parts.reader);
  const searched = { documents, passages: candidates.length };
  yield {
    kind: "answer",
    answer:
      sentences.length === 0
        ? {
            status: "not_found",
            text: nothingFound(documents, asOf),
            citations: [],
            searched,
            nearest: nearest(candidates),
          }
        : {
            status: "answered",
            text: joinSentences(sentences),
            citations: sentences.flatMap((s) => s.citations),
            searched,
            nearest: [],
          },
  };
}

const NEAREST = 3;

function nearest(candidates: readonly Candidate[]): NearestPassage[] {
  return onePerSection(candidates)
    .slice(0, NEAREST)
    .map(({ document, version, bucket, key, title, headingPath, page, start, end, places }) => ({
      document,
      version,
      bucket,
      key,
      title,
      headingPath,
      page,
      start,
      end,
      places,
    }));
}

/** Keeps the citations whose quote stands in the stored text at their span; without any the sentence falls. */
async function verify(
  store: PassageStore,
  reader: Reader,
  sentence: AnsweredSentence,
): Promise<AnsweredSentence | undefined> {
  const stored = await store.texts(reader, sentence.citations);
  const citations = sentence.citations.filter((citation, index) => stored[index] === citation.quote);
  return citations.length === 0 ? undefined : { text: sentence.text, citations };
}

/** Sentences follow one another; what does not end like a sentence (a row, an item) gets a line of its own. */
export function joinSentences(sentences: readonly AnsweredSentence[]): string {
  let text = "";
  for (const [index, sentence] of sentences.entries()) {
    if (index > 0) text += isProse(sentences[index - 1]) && isProse(sentence) ? " " : "\n";
    text += sentence.text;
  }
  return text;
}

function isProse(sentence: AnsweredSentence | undefined): boolean {
  return (
    sentence !== undefined && !sentence.text.includes("\n") && /[.!?。！？]["'”’)\]]*$/u.test(sentence.text)
  );
}

function nothingFound(documents: number, asOf: AsOf): string {
  if (asOf !== undefined) {
    return `Nothing relevant was found in what is still kept of ${asOf.toISOString()} and you can read.`;
  }
  if (documents === 0) return "There is nothing to search yet: no document is answerable.";
  return `Nothing relevant was found in the ${documents === 1 ? "one document" : `${documents} documents`} that you can read.`;
}
