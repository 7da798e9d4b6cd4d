import { useEffect, useState } from "preact/hooks";
import { copyText } from "./copy-text.ts";
import type { NumberedAnswer } from "./footnotes.ts";

/** How long the button says that it copied. */
const SAID_MILLISECONDS = 2_000;

/** Copies the answer with its sources. Absent where the browser lets no page write to the clipboard. */
export function CopyAnswer({ question, answer }: { question: string; answer: NumberedAnswer }) {
  const [outcome, setOutcome] = useState<"copied" | "refused" | null>(null);
  useEffect(() => {
    if (outcome === null) return;
    const timer = setTimeout(() => setOutcome(null), SAID_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [outcome]);
  // Over plain http from another machine there is none.
  if (navigator.clipboard === undefined) return null;
  const copy = () =>
    navigator.clipboard.writeText(copyText(question, answer)).then(
      () => setOutcome("copied"),
      () => setOutcome("refused"),
    );
  return (
    <p class="copy-answer">
      <button type="button" class="as-link" onClick={copy}>
        Copy with sources
      </button>{" "}
      <span role="status" class="quiet">
        {outcome === "copied" && "Copied"}
        {outcome === "refused" && "The browser did not allow it"}
      </span>
    </p>
  );
}
