import { TroubleNotice } from "../app/trouble-notice.tsx";
import { formatInstant } from "../format/instant.ts";
import { countOf } from "../format/quantity.ts";
import type { Exchange } from "./conversation.ts";
import { FootnoteLink } from "./footnote-link.tsx";
import { FootnoteList } from "./footnote-list.tsx";
import type { NumberedAnswer } from "./footnotes.ts";
import { separators } from "./join-sentences.ts";
import { NothingFound } from "./nothing-found.tsx";

interface AnswerProps {
  readonly exchange: Exchange;
  readonly answer: NumberedAnswer;
  /** The footnote whose passage is open. */
  readonly open: number | undefined;
  onOpen(number: number): void;
  onAskAgain(): void;
}

export function Answer({ exchange, answer, open, onOpen, onAskAgain }: AnswerProps) {
  const { phase, asOf, searched, nearest, trouble } = exchange;
  const between = separators(answer.sentences);
  const askAgain = (
    <p>
      <button type="button" onClick={onAskAgain}>
        Ask again
      </button>
    </p>
  );
  return (
    <section class="answer" aria-label="Answer" aria-busy={phase === "streaming"}>
      <p class="visually-hidden" role="status">
        {announcement(exchange, answer)}
      </p>
      {asOf !== null && (
        <p class="notice">
          <span>
            As of <time dateTime={asOf}>{formatInstant(asOf)}</time>, from the versions that were live then.
          </span>
        </p>
      )}
      {answer.sentences.length > 0 && phase !== "not_found" && (
        <p class="answer-text">
          {answer.sentences.map((sentence, at) => (
            // Sentences are only ever appended, so their place is their identity.
            <span class="sentence" key={at}>
              {between[at]}
              {sentence.text}
              {sentence.footnotes.map((number) => (
                <FootnoteLink
                  key={number}
                  number={number}
                  citation={answer.footnotes[number - 1]}
                  open={open === number}
                  onOpen={onOpen}
                />
              ))}
            </span>
          ))}
        </p>
      )}
      {phase === "streaming" && (
        <p class="working" aria-hidden="true">
          {answer.sentences.length === 0 ? "Looking through your documents" : "Reading on"}
        </p>
      )}
      {phase === "stopped" && (
        <div class="notice">
          <p>
            {answer.sentences.length > 0
              ? "Stopped here; the answer may go on."
              : "Stopped before an answer came."}
          </p>
          {askAgain}
        </div>
      )}
      {phase === "failed" && trouble && <TroubleNotice trouble={trouble}>{askAgain}</TroubleNotice>}
      {phase === "not_found" && <NothingFound searched={searched} nearest={nearest} asOf={asOf} />}
      {phase !== "not_found" && <FootnoteList footnotes={answer.footnotes} open={open} onOpen={onOpen} />}
      {phase === "answered" && searched !== null && (
        <p class="quiet">Searched {countOf(searched, "document")}.</p>
      )}
    </section>
  );
}

/** Said once at the beginning and once at the end, however many sentences arrive in between. */
function announcement({ phase }: Exchange, answer: NumberedAnswer): string {
  if (phase === "streaming") return "Looking through your documents.";
  if (phase === "not_found") return "Nothing relevant was found.";
  if (phase === "stopped") return "Stopped.";
  if (phase === "failed") return "";
  const text = answer.sentences.map((sentence) => sentence.text).join(" ");
  return `${text} ${countOf(answer.footnotes.length, "footnote")}.`;
}
