import type { Citation, LiveQuality, QuestionLog, Reader } from "@footnote/contracts";
import { type CheckedAnswer, liveMeasures, supportOf } from "@footnote/evaluation";
import type { QueryParts } from "../parts.ts";

/** Of each period so many answers are looked at, drawn by chance: enough to see a share move by a tenth. */
const SAMPLE = 300;
/** A period is compared with so many times as many days before it. */
const BASELINE = 4;
/** Of whom less of the words stand in what they cite is looked at first, then what nobody found helpful. */
const DOUBTED_BELOW = 0.8;
const MOST_TO_REVIEW = 20;

type Parts = Pick<QueryParts, "passages">;

export interface Looked extends LiveQuality {
  /** Worst first. Only what the reader may read. */
  readonly review: readonly (CheckedAnswer & { readonly support: number | null })[];
}

/**
 * What people were answered in the last days, beside the time before: each quote of the sample is read once more where it
 * stands, which also tells what its reader may not read any more; of that nothing is told.
 */
export async function liveQuality(
  parts: Parts,
  log: QuestionLog,
  reader: Reader,
  days: number,
): Promise<Looked> {
  const look = (from: number, until: number) => checked(parts, log, reader, from, until);
  const [now, before] = [await look(days, 0), await look(days * (1 + BASELINE), days)];
  const review = now
    .filter(({ answer, isReviewed }) => answer !== null && !isReviewed)
    .map((answer) => ({ ...answer, support: supportOf(answer) }))
    .toSorted((a, b) => doubt(b) - doubt(a))
    .slice(0, MOST_TO_REVIEW)
    // S1: what cannot be read any more is not told by the answer either that was made from it.
    .map((one) => (one.quotes.every(({ isVerbatim }) => isVerbatim) ? one : { ...one, answer: null }));
  return { days, measures: liveMeasures(now, before), review };
}

/** What needs a person's eye most; the rest of the sample follows, since only what is looked at is known to be right. */
function doubt({ quotes, support, feedback }: Looked["review"][number]): number {
  return (
    Number(quotes.some(({ isVerbatim }) => !isVerbatim)) * 4 +
    Number(feedback?.helpful === false) * 2 +
    Number(support !== null && support < DOUBTED_BELOW)
  );
}

async function checked(
  { passages }: Parts,
  log: QuestionLog,
  reader: Reader,
  from: number,
  until: number,
): Promise<CheckedAnswer[]> {
  const answers = await log.liveAnswers(reader, { from, until, limit: SAMPLE });
  const citations: Citation[] = answers.flatMap(
    ({ answer }) => answer?.parts.flatMap((part) => part.citations) ?? [],
  );
  const texts = await passages.texts(reader, citations, "kept");
  const stands = new Map(citations.map((citation, at) => [citation, texts[at] === citation.quote]));
  return answers.map((answer) => ({
    ...answer,
    quotes: (answer.answer?.parts ?? [])
      .flatMap((part) => part.citations)
      .map((citation) => ({ isVerbatim: stands.get(citation) === true })),
  }));
}
