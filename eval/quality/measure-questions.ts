import type { Answer, Candidate, DocumentText } from "@footnote/contracts";
import { askOverHttp, searchOverHttp } from "./ask-over-http.ts";
import type { Question } from "./questions.ts";

/** How a running Footnote does on questions with known passages. */
export interface QuestionReport {
  readonly answerable: number;
  /** Answerable questions with a right passage among the first five results. */
  readonly passageInTop5: number;
  /** The same, counting only the chunk that was found and not the section around it. */
  readonly chunkInTop5: number;
  /** Answerable questions that got an answer, and those of them that cite a right passage. */
  readonly answered: number;
  readonly answeredFromRightPassage: number;
  readonly unanswerable: number;
  /** Unanswerable questions that got no answer: at most what comes closest, said to be none. */
  readonly declined: number;
  readonly citations: number;
  /** Citations whose quote stands in the stored version at its span. */
  readonly verbatim: number;
  /** What went wrong, by question. */
  readonly misses: readonly { readonly id: string; readonly what: string }[];
}

export async function measureQuestions(url: string, questions: readonly Question[]): Promise<QuestionReport> {
  const counts = {
    answerable: 0,
    passageInTop5: 0,
    chunkInTop5: 0,
    answered: 0,
    answeredFromRightPassage: 0,
    unanswerable: 0,
    declined: 0,
    citations: 0,
    verbatim: 0,
  };
  const misses: { id: string; what: string }[] = [];
  for (const { id, question, answerable, passages } of questions) {
    const answer = await askOverHttp(url, question);
    for (const citation of answer.citations) {
      counts.citations += 1;
      if (await isVerbatim(url, citation)) counts.verbatim += 1;
      else misses.push({ id, what: `not verbatim: ${citation.key}` });
    }
    if (!answerable) {
      counts.unanswerable += 1;
      if (answer.status !== "answered") counts.declined += 1;
      else misses.push({ id, what: `answered without ground: ${answer.text.slice(0, 120)}` });
      continue;
    }
    counts.answerable += 1;
    const results = await searchOverHttp(url, question, 5);
    if (
      results.some(({ key, match }) => passages.some((passage) => holds({ key, text: match.text }, passage)))
    ) {
      counts.chunkInTop5 += 1;
    }
    if (results.slice(0, 5).some((result) => passages.some((passage) => holds(result, passage))))
      counts.passageInTop5 += 1;
    else misses.push({ id, what: "right passage not in the first five" });
    if (answer.status !== "answered") {
      misses.push({ id, what: "not answered" });
      continue;
    }
    counts.answered += 1;
    const right = answer.citations.some(({ key, quote }) =>
      passages.some(
        (passage) =>
          passage.key === key &&
          (squeeze(passage.quote).includes(squeeze(quote)) ||
            squeeze(quote).includes(squeeze(passage.quote))),
      ),
    );
    if (right) counts.answeredFromRightPassage += 1;
    else misses.push({ id, what: `answered from elsewhere: ${answer.text.slice(0, 120)}` });
  }
  return { ...counts, misses };
}

const squeeze = (text: string) => text.replaceAll(/\s+/g, " ").trim();

function holds(
  result: Pick<Candidate, "key" | "text">,
  passage: { readonly key: string; readonly quote: string },
): boolean {
  return result.key === passage.key && squeeze(result.text).includes(squeeze(passage.quote));
}

async function isVerbatim(
  url: string,
  { document, version, start, end, quote }: Answer["citations"][number],
): Promise<boolean> {
  const response = await fetch(
    `${url}/api/documents/${document}?${new URLSearchParams({ version, start: `${start}`, end: `${end}` })}`,
  );
  if (!response.ok) return false;
  const { text, offset } = (await response.json()) as DocumentText;
  return quote !== "" && text.slice(start - offset, end - offset) === quote;
}
