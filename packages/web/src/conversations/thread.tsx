import type { ShownQuestion } from "@footnote/client";
import { goBackOr, navigate } from "../app/location.ts";
import { address } from "../ask/address.ts";
import { Answer } from "../ask/answer.tsx";
import { footnoteIn, numberFootnotes } from "../ask/footnotes.ts";
import { PassagePanel } from "../ask/passage-panel.tsx";
import { scopeWords } from "../ask/scope-words.ts";
import { formatInstant } from "../format/instant.ts";
import { exchangeOf } from "./exchange-of.ts";

interface ThreadViewProps {
  readonly questions: readonly ShownQuestion[];
  readonly location: URL;
  /** Whether it is the reader's own. */
  readonly isOwn: boolean;
}

/** Questions and what was answered then; a footnote opens its passage beside them. */
export function ThreadView({ questions, location, isOwn }: ThreadViewProps) {
  const threads = questions.map((question) => {
    const exchange = question.shown ? exchangeOf(question, isOwn) : undefined;
    return { question, exchange, answer: numberFootnotes(exchange?.parts ?? []) };
  });
  const open = footnoteIn(location.hash);
  const citation = open && threads[open.answer - 1]?.answer.footnotes[open.number - 1];
  const openFootnote = (answer: number, number: number) =>
    navigate(`${location.pathname}#answer-${answer}-footnote-${number}`, { replace: open !== undefined });
  return (
    <>
      <ol class="thread">
        {threads.map(({ question, exchange, answer }, at) => (
          <li key={question.id}>
            {question.question !== undefined && <h2 dir="auto">{question.question}</h2>}
            <p class="quiet">
              asked <time dateTime={question.at}>{formatInstant(question.at)}</time>
              {exchange && exchange.within.length > 0 && ` in ${scopeWords(exchange.within)}`}
            </p>
            {exchange === undefined ? (
              <NotShown question={question.question} isOwn={isOwn} />
            ) : (
              <Answer
                exchange={exchange}
                answer={answer}
                place={at + 1}
                open={open?.answer === at + 1 ? open.number : undefined}
                onOpen={(number) => openFootnote(at + 1, number)}
                onAskAgain={() => navigate(address(exchange))}
              />
            )}
            {exchange !== undefined && (
              <p class="ask-again">
                <a href={address({ ...exchange, asOf: null })}>
                  Ask again, from the documents as they are now
                </a>
              </p>
            )}
          </li>
        ))}
      </ol>
      {open && citation && (
        <PassagePanel
          number={open.number}
          of={threads[open.answer - 1]?.answer.footnotes.length ?? 0}
          citation={citation}
          onOpen={(number) => openFootnote(open.answer, number)}
          onClose={() => goBackOr(location.pathname)}
        />
      )}
    </>
  );
}

function NotShown({ question, isOwn }: { question: string | undefined; isOwn: boolean }) {
  return (
    <div class="notice">
      <p>
        {isOwn
          ? "What this was answered from has changed or may not be read any more, so that the answer is not shown."
          : "This question and its answer rest on something that you may not read, or that is not kept any more."}
      </p>
      {question !== undefined && (
        <p>
          <a href={address({ question, asOf: null, within: [], after: null })}>Ask again</a>
        </p>
      )}
    </div>
  );
}
