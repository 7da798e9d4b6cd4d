import { countOf } from "../format/quantity.ts";
import type { Exchange } from "./conversation.ts";
import { numberFootnotes } from "./footnotes.ts";

interface EarlierQuestionsProps {
  readonly exchanges: readonly Exchange[];
  address(question: string): string;
}

export function EarlierQuestions({ exchanges, address }: EarlierQuestionsProps) {
  if (exchanges.length === 0) return null;
  return (
    <nav class="earlier" aria-labelledby="earlier-title">
      <h2 id="earlier-title">Earlier questions</h2>
      <ul>
        {exchanges.map((exchange) => (
          <li key={exchange.question}>
            <a href={address(exchange.question)}>{exchange.question}</a>{" "}
            <span class="quiet">{outcome(exchange)}</span>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function outcome({ phase, sentences }: Exchange): string {
  switch (phase) {
    case "streaming":
      return "being answered";
    case "answered":
      return countOf(numberFootnotes(sentences).footnotes.length, "footnote");
    case "not_found":
      return "nothing found";
    case "stopped":
      return "stopped";
    case "failed":
      return "failed";
  }
}
