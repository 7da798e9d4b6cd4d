import type { AnswerBlock, Citation } from "@footnote/contracts";
import { TroubleNotice } from "../app/trouble-notice.tsx";
import { formatInstant } from "../format/instant.ts";
import { countOf } from "../format/quantity.ts";
import { LinksFrom } from "../look/document-link.tsx";
import { AnswerFeedback } from "./answer-feedback.tsx";
import { AnsweredBefore } from "./answered-before.tsx";
import { ClosestPassages } from "./closest-passages.tsx";
import type { Exchange, Phase } from "./conversation.ts";
import { CopyAnswer } from "./copy-answer.tsx";
import { ExampleQuestions } from "./example-questions.tsx";
import { FootnoteLink } from "./footnote-link.tsx";
import { FootnoteList } from "./footnote-list.tsx";
import { type NumberedAnswer, type NumberedPart, runsOf } from "./footnotes.ts";
import { NothingFound } from "./nothing-found.tsx";
import { OnlyClosest } from "./only-closest.tsx";
import { RunOfParts } from "./run-of-parts.tsx";
import { scopeWords } from "./scope-words.ts";
import { WrittenNote } from "./written-note.tsx";

interface AnswerProps {
  readonly exchange: Exchange;
  readonly answer: NumberedAnswer;
  /** The footnote whose passage is open. */
  readonly open: number | undefined;
  /** Which it is of several that were given before, from 1. One that comes while one waits for it says its state, and has none. */
  readonly place?: number;
  onOpen(number: number): void;
  onAskAgain(): void;
}

export function Answer({ exchange, answer, open, place, onOpen, onAskAgain }: AnswerProps) {
  const { phase, asOf, understoodAs, searched, trouble, unknown, unwritten, writing, cached } = exchange;
  const isLive = place === undefined;
  const askAgain = (
    <p>
      <button type="button" onClick={onAskAgain}>
        Ask again
      </button>
    </p>
  );
  /** What stands behind a part's last words: whether it was computed, and its footnotes. */
  const endOf = ({ blocks, computed, footnotes }: NumberedPart) => (
    <>
      {isFigure(blocks.at(-1)) && <FigureTitle citation={answer.footnotes[(footnotes[0] ?? 0) - 1]} />}
      {computed && <span class="computed"> computed from</span>}
      {footnotes.map((number) => (
        <FootnoteLink
          key={number}
          number={number}
          citation={answer.footnotes[number - 1]}
          open={open === number}
          onOpen={onOpen}
        />
      ))}
    </>
  );
  return (
    <section
      class="answer"
      aria-label={isLive ? "Answer" : `Answer ${place}`}
      aria-busy={phase === "streaming"}
    >
      <div class="answer-main">
        {isLive && (
          <p class="visually-hidden" role="status">
            {announcement(exchange, answer)}
          </p>
        )}
        {understoodAs !== null && (
          <p class="quiet understood" dir="auto">
            Understood as <q>{understoodAs}</q>
          </p>
        )}
        {asOf !== null && (
          <p class="notice">
            <span>
              As of <time dateTime={asOf}>{formatInstant(asOf)}</time>, from the versions that were live then.
            </span>
          </p>
        )}
        {unwritten !== null && (
          <p class="notice">
            <span>{unwritten.message} Here are the documents’ own words.</span>
          </p>
        )}
        {unknown !== null && <OnlyClosest unknown={unknown} isOfNow={isLive && asOf === null} />}
        {answer.parts.length > 0 && unknown !== null && (
          <ClosestPassages answer={answer} endOf={endOf} onOpen={onOpen} />
        )}
        {answer.parts.length > 0 && unknown === null && (
          <div class="answer-text">
            {runsOf(answer.parts).map((run, at) => (
              // Parts are only ever appended, so their place is their identity.
              <LinksFrom.Provider key={at} value={answer.footnotes[(run[0]?.footnotes[0] ?? 0) - 1]}>
                <RunOfParts run={run} ends={run.map(endOf)} />
              </LinksFrom.Provider>
            ))}
          </div>
        )}
        <WrittenNote writing={writing} />
        {phase === "streaming" && (
          <p class="working" aria-hidden="true">
            {answer.parts.length === 0 ? "Looking through your documents" : "Reading on"}
          </p>
        )}
        {phase === "stopped" && (
          <div class="notice">
            <p>
              {answer.parts.length > 0
                ? "Stopped here; the answer may go on."
                : "Stopped before an answer came."}
            </p>
            {askAgain}
          </div>
        )}
        {phase === "failed" && trouble && <TroubleNotice trouble={trouble}>{askAgain}</TroubleNotice>}
        {phase === "not_found" && <NothingFound searched={searched} asOf={asOf} within={exchange.within} />}
        <div class="answer-end">
          {isWhole(phase) && answer.parts.length > 0 && (
            <CopyAnswer question={exchange.question} answer={answer} />
          )}
          {exchange.kept !== null && (
            <AnswerFeedback
              key={exchange.kept.question}
              answer={exchange.kept.question}
              given={exchange.feedback}
            />
          )}
        </div>
        <div class="answer-facts">
          {isWhole(phase) && searched !== null && (
            <p class="quiet">
              Searched {countOf(searched, "document")}
              {exchange.within.length > 0 && ` in ${scopeWords(exchange.within)}`}.
            </p>
          )}
          <AnsweredBefore cached={cached} />
        </div>
      </div>
      <FootnoteList
        label={isLive ? "Footnotes" : `Footnotes of answer ${place}`}
        footnotes={answer.footnotes}
        open={open}
        onOpen={onOpen}
      />
      {phase === "not_found" && isLive && <ExampleQuestions title="These documents answer, for example" />}
    </section>
  );
}

function isWhole(phase: Phase): boolean {
  return !["streaming", "not_found", "stopped", "failed"].includes(phase);
}

/** Said once at the beginning and once at the end: the answer itself is read where it stands. */
function announcement({ phase }: Exchange, answer: NumberedAnswer): string {
  const footnotes = countOf(answer.footnotes.length, "footnote");
  switch (phase) {
    case "streaming":
      return "Looking through your documents.";
    case "answered":
      return `Answered, with ${footnotes}.`;
    case "partly_answered":
      return `Answered in part, with ${footnotes}.`;
    case "sources_disagree":
      return `Answered, with ${footnotes}. The documents disagree.`;
    case "closest":
      return `No sure answer. The passages that come closest are shown, with ${footnotes}.`;
    case "not_found":
      return "Nothing relevant was found.";
    case "stopped":
      return "Stopped.";
    case "failed":
      return "";
  }
}

/** A table and code have no last word that a number could stand behind. */
function isFigure(block: AnswerBlock | undefined): boolean {
  return block?.kind === "table" || block?.kind === "code";
}

/** What its document calls the section that it stands in. */
function FigureTitle({ citation }: { citation: Citation | undefined }) {
  if (citation === undefined) return null;
  return <bdi class="figure-title">{citation.headingPath.at(-1) ?? citation.title}</bdi>;
}
