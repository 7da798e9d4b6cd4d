import type { DocumentHistory } from "@footnote/contracts";
import type { ComponentChildren } from "preact";
import { ProblemText } from "../documents/list/problem-text.tsx";
import { StateLabel } from "../documents/list/state-label.tsx";
import { formatMoment } from "../format/instant.ts";
import { formatDuration } from "../format/quantity.ts";

/** How things are now, and what to do about it. */
export function StateNow({ history, children }: { history: DocumentHistory; children: ComponentChildren }) {
  const { state, problem } = history;
  return (
    <section class="state-now" aria-label="Now">
      <StateLabel state={state} nextAttemptAt={problem?.nextAttemptAt ?? null} />
      {problem && <ProblemText problem={problem} />}
      <p class="quiet">{wordsFor(history)}</p>
      {children}
    </section>
  );
}

function wordsFor({ state, versions }: DocumentHistory): string {
  const current = versions.find(({ live }) => live.some(({ until }) => until === null));
  const meanwhile = current
    ? ` Until then readers find the version of ${formatMoment(current.times.written)}.`
    : " Until then readers find nothing of it.";
  switch (state) {
    case "live":
      return current
        ? `Readers find the newest version. It was answerable ${formatDuration(current.answerableAfter)} after the file ${current.answerableAfter < secondsSinceWritten(current.times) - 1 ? "was noticed" : "was written"}.`
        : "Readers find the newest version.";
    case "queued":
      return `It waits to be read.${meanwhile}`;
    case "failed":
      return `It is tried again by itself, or now where you say so.${meanwhile}`;
    case "skipped":
      return "There is nothing to find in it. It is read when it changes.";
    case "dead":
      return "Nothing of it is found. Mend the file where it lies and it is read again by itself; or try again where the cause lay elsewhere.";
  }
}

function secondsSinceWritten({ written, live }: { written: string; live: string }): number {
  return (Date.parse(live) - Date.parse(written)) / 1000;
}
