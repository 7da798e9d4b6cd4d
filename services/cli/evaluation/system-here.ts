import { type Answer, type Candidate, explanationOf, type Reader } from "@footnote/contracts";
import type { RetrievalSystem } from "@footnote/retrieval";
import type { Embedded } from "../embedded.ts";
import type { EvaluatedSystem, LiveDocument, Principals, Ranked } from "./system.ts";

/** All that two legs of 100 can contribute, so that many chunks of one document do not shorten the ranking. */
const DEPTH = 200;
const PAGE = 100;
/** Longer than any text. */
const END = 2 ** 30;
/** It ends with the process. */
const NEVER = new AbortController().signal;

/** The question path of this process. @param cache whether an answer that was given before may be given again */
export function systemHere(footnote: Embedded, legs: RetrievalSystem, cache: "on" | "off"): EvaluatedSystem {
  const path = footnote.questionsBy(legs, { caching: cache === "on" });
  const { passages } = footnote.store;
  const readerOf = (principals: Principals): Reader =>
    principals === undefined
      ? footnote.reader
      : { ...footnote.reader, principals: [...footnote.reader.principals, ...principals] };
  const asked = (question: string) => ({
    question,
    asOf: undefined,
    within: undefined,
    subject: "evaluation",
    earlier: [],
    cache: cache === "on" ? ("use" as const) : ("none" as const),
  });
  return {
    url: null,
    cache,
    async rank(question, principals) {
      const { candidates } = await path.find(readerOf(principals), asked(question), DEPTH, NEVER);
      return candidates.map(rankedOf);
    },
    async sections(question, principals, limit) {
      const found = await path.search(readerOf(principals), asked(question), limit, NEVER);
      return found.map(({ candidate, section }) => ({
        ...rankedOf(candidate),
        ...candidate.parent,
        sectionText: section.text,
      }));
    },
    async answer(question, principals) {
      for await (const event of path.answer(readerOf(principals), asked(question), NEVER))
        if (event.kind === "answer") return event.answer;
      throw new Error("The answer broke off.");
    },
    async documents(principals) {
      const all: LiveDocument[] = [];
      let after: string | undefined;
      do {
        const page = await passages.documents(readerOf(principals), { after, limit: PAGE, state: "live" });
        for (const { document, bucket, key, version } of page.documents)
          if (version !== null) all.push({ document, bucket, key, version });
        after = page.next ?? undefined;
      } while (after !== undefined);
      return all;
    },
    async text({ document, version }, principals) {
      const [text] = await passages.texts(
        readerOf(principals),
        [{ document, version, start: 0, end: END }],
        "live",
      );
      return text ?? "";
    },
    async areVerbatim(citations: Answer["citations"], principals) {
      const texts = await passages.texts(readerOf(principals), citations, "kept");
      return citations.map(({ quote }, index) => quote !== "" && texts[index] === quote);
    },
  };
}

function rankedOf(candidate: Candidate): Ranked {
  const { document, bucket, key, headingPath, page, text, start, end, places, explanation } = candidate;
  const leg = (name: "lexical" | "dense") => {
    const found = explanationOf(name, explanation);
    return found === undefined ? {} : { [name]: { rank: found.rank ?? 0, score: found.value } };
  };
  const fused = explanationOf("fusion", explanation)?.value ?? explanation.value;
  return {
    document,
    bucket,
    key,
    headingPath,
    page,
    text,
    start,
    end,
    places,
    fused,
    ...leg("lexical"),
    ...leg("dense"),
  };
}
