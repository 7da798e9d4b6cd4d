import type { ToReview } from "@footnote/client";
import type { AnswerPart } from "@footnote/contracts";
import { beginningOf } from "../ask/beginning-of.ts";
import { formatInstant } from "../format/instant.ts";
import { countOf, formatDuration } from "../format/quantity.ts";

interface ReviewCardProps {
  readonly answer: ToReview;
  onReviewed(): void;
}

/** An answer as its asker got it, with what speaks against it. */
export function ReviewCard({ answer: asked, onReviewed }: ReviewCardProps) {
  const { question, at, answer, status, quotes, support, feedback, milliseconds } = asked;
  const gone = quotes.filter(({ isVerbatim }) => !isVerbatim).length;
  return (
    <li class="card">
      <h3 dir="auto">
        <a href={`/?${new URLSearchParams({ q: question })}`}>{question}</a>
      </h3>
      <p class="facts">
        <span>
          <time dateTime={at}>{formatInstant(at)}</time>
        </span>
        {milliseconds !== null && <span>{formatDuration(milliseconds / 1_000)}</span>}
        {status === "not_found" && <span>nothing found</span>}
        {status === "closest" && <span>only closest passages</span>}
        {gone > 0 && <span>{countOf(gone, "quote")} of it cannot be read any more</span>}
        {feedback?.helpful === false && <span>not helpful</span>}
        {support !== null && support < 1 && (
          <span>{(100 * support).toFixed(0)} % of its words stand in what it cites</span>
        )}
      </p>
      {answer !== null && answer.parts.length > 0 && <Answered parts={answer.parts} />}
      <p>
        <button type="button" aria-label={`Looked at: ${question}`} onClick={onReviewed}>
          Looked at
        </button>
      </p>
    </li>
  );
}

/** Its beginning; all of it where somebody wants to read it. */
function Answered({ parts }: { parts: readonly AnswerPart[] }) {
  return (
    <details class="said">
      <summary dir="auto">{beginningOf(parts[0]?.text ?? "")}</summary>
      {parts.map(({ text, citations }, index) => (
        <div key={index}>
          <p class="told" dir="auto">
            {text}
          </p>
          <p class="facts" dir="auto">
            {[...new Set(citations.map(({ title }) => title))].join(", ")}
          </p>
        </div>
      ))}
    </details>
  );
}
