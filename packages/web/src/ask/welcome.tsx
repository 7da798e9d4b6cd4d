import { footnote } from "../api/footnote.ts";
import { conversationPath } from "../app/paths.ts";
import { TroubleNotice } from "../app/trouble-notice.tsx";
import { useFetched } from "../app/use-fetched.ts";
import { formatAgo } from "../format/instant.ts";
import { countOf } from "../format/quantity.ts";
import { ExampleQuestions } from "./example-questions.tsx";
import { Questions } from "./questions.tsx";

const RECENT = 5;
const fetchRecent = (signal: AbortSignal) => footnote.conversations({ limit: RECENT }, signal);

/** What stands below the empty question: how much there is, questions that it answers, and what one asked lately. */
export function Welcome() {
  const { value: start, trouble } = useFetched(footnote.start);
  const { value: recent } = useFetched(fetchRecent);
  if (trouble) return <TroubleNotice trouble={trouble} />;
  return (
    <div class="welcome">
      <p>
        {start && start.documents > 0 && (
          <>
            {countOf(start.documents, "document")}
            {start.newest && (
              <>
                {" "}
                · newest change <time dateTime={start.newest}>{formatAgo(start.newest)}</time>
              </>
            )}
            .{" "}
          </>
        )}
        {start?.documents === 0 ? (
          <>
            No document is answerable yet. <a href="/documents">Add files</a>
          </>
        ) : (
          "Every sentence of an answer opens the passage it comes from."
        )}
      </p>
      <ExampleQuestions title="For example" />
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
