import type { Start } from "@footnote/client";
import { footnote } from "../api/footnote.ts";
import { conversationPath } from "../app/paths.ts";
import { TroubleNotice } from "../app/trouble-notice.tsx";
import { useFetched } from "../app/use-fetched.ts";
import { useKeptUp } from "../app/use-kept-up.ts";
import { filterOf, filterPath } from "../documents/list/filter.ts";
import { formatAgo } from "../format/instant.ts";
import { countOf } from "../format/quantity.ts";
import { ExampleQuestions } from "./example-questions.tsx";
import { Questions } from "./questions.tsx";

const isReading = ({ waiting }: Start) => waiting > 0;
const RECENT = 5;
const fetchRecent = (signal: AbortSignal) => footnote.conversations({ limit: RECENT }, signal);

/** What stands below the empty question: how much there is, questions that it answers, and what one asked lately. */
export function Welcome() {
  const { value: start, trouble } = useKeptUp(footnote.start, isReading);
  const { value: recent } = useFetched(fetchRecent);
  if (trouble && !start) return <TroubleNotice trouble={trouble} />;
  return (
    <div class="welcome">
      <p>{start ? <HowMuch {...start} /> : PROMISE}</p>
      {start && start.documents > 0 && <ExampleQuestions title="For example" isReading={isReading(start)} />}
      {recent && recent.conversations.length > 0 && (
        <Questions title="You asked lately">
          {recent.conversations.map(({ conversation, question }) => (
            <li key={conversation}>
              <a href={conversationPath(conversation)} dir="auto">
                {question}
              </a>
            </li>
          ))}
        </Questions>
      )}
    </div>
  );
}

const PROMISE = "Every sentence of an answer opens the passage it comes from.";

function HowMuch({ documents, waiting, newest }: Start) {
  if (documents === 0 && waiting === 0)
    return (
      <>
        No document is answerable yet. <a href="/documents">Add files</a>
      </>
    );
  return (
    <>
      {documents === 0 ? "No document is answerable yet" : countOf(documents, "document")}
      {waiting > 0 && (
        <>
          {" "}
          ·{" "}
          <a href={filterPath({ ...filterOf(new URL(window.location.origin)), state: "queued" })}>
            {countOf(waiting, "file")} still being read
          </a>
        </>
      )}
      {newest && (
        <>
          {" "}
          · newest change <time dateTime={newest}>{formatAgo(newest)}</time>
        </>
      )}
      . {PROMISE}
    </>
  );
}
