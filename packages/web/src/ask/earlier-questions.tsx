import { formatInstant } from "../format/instant.ts";
import { countOf } from "../format/quantity.ts";
import type { Asked, Exchange } from "./conversation.ts";
import { numberFootnotes } from "./footnotes.ts";
import { scopeWords } from "./scope-words.ts";

interface EarlierQuestionsProps {
  readonly exchanges: readonly Exchange[];
  address(asked: Asked): string;
}

export function EarlierQuestions({ exchanges, address }: EarlierQuestionsProps) {
  if (exchanges.length === 0) return null;
  return (
    <nav class="earlier" aria-labelledby="earlier-title">
      <h2 id="earlier-title">Earlier questions</h2>
      <ul>
        {exchanges.map((exchange) => (
          <li key={address(exchange)}>
            <a href={address(exchange)}>{exchange.question}</a>{" "}
            <span class="quiet">
              {exchange.within.length > 0 && `in ${scopeWords(exchange.within)}, `}
              {exchange.asOf !== null && `as of ${formatInstant(exchange.asOf)}, `}
              {outcome(exchange)}
            </span>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function outcome({ phase, parts }: Exchange): string {
  switch (phase) {
    case "streaming":
      return "being answered";
    case "answered":
    case "partly_answered":
    case "sources_disagree":
      return countOf(numberFootnotes(parts).footnotes.length, "footnote");
    case "closest":
      return "closest passages";
    case "not_found":
      return "nothing found";
    case "stopped":
      return "stopped";
    case "failed":
      return "failed";
  }
}
