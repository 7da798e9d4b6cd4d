import type { UnansweredQuestion } from "@footnote/contracts";
import { documentPath } from "../app/paths.ts";
import { REASON_WORDS } from "../ask/feedback-reasons.ts";
import { FileName } from "../format/file-name.tsx";
import { formatInstant } from "../format/instant.ts";
import { countOf } from "../format/quantity.ts";

interface QuestionCardProps {
  readonly question: UnansweredQuestion;
  onSettle(): void;
}

/** A question that was asked in vain: how often, what came of it, what was said, and which documents came closest. */
export function QuestionCard({ question: asked, onSettle }: QuestionCardProps) {
  const { question, times, people, at, outcomes, feedback, closest } = asked;
  return (
    <li class="card">
      <h2 dir="auto">
        <a href={`/?${new URLSearchParams({ q: question })}`}>{question}</a>
      </h2>
      <p class="facts">
        <span>
          {times === 1
            ? "asked once"
            : `asked ${countOf(times, "time")} by ${people === 1 ? "one person" : `${people} people`}`}
        </span>
        <span>
          {times === 1 ? "" : "last "}
          <time dateTime={at}>{formatInstant(at)}</time>
        </span>
        {outcomes.nothing > 0 && (
          <span>nothing found{outcomes.nothing < times && ` ${outcomes.nothing} ×`}</span>
        )}
        {outcomes.closest > 0 && (
          <span>only closest passages{outcomes.closest < times && ` ${outcomes.closest} ×`}</span>
        )}
        {outcomes.unhelpful > 0 && (
          <span>not helpful{outcomes.unhelpful < times && ` ${outcomes.unhelpful} ×`}</span>
        )}
      </p>
      {feedback.length > 0 && (
        <ul class="said">
          {feedback.map(({ reason, comment, at: said }) => (
            <li key={said}>
              {reason !== null && <strong>{REASON_WORDS[reason]}. </strong>}
              <span dir="auto">{comment || (reason === null ? "No reason was given." : "")}</span>
            </li>
          ))}
        </ul>
      )}
      {closest.length > 0 && (
        <>
          <p class="quiet">Closest:</p>
          <ul class="closest">
            {closest.map(({ document, title, bucket, key }) => (
              <li key={document}>
                <a href={documentPath({ document })} dir="auto">
                  {title}
                </a>{" "}
                <span class="facts">
                  <FileName name={`${bucket}/${key}`} />
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
      <p>
        <button type="button" aria-label={`Done: ${question}`} onClick={onSettle}>
          Done
        </button>
      </p>
    </li>
  );
}
