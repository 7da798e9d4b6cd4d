import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";
import { conversationPath, fetchConversations } from "../api/questions.ts";
import { fetchExamples, fetchStart } from "../api/start.ts";
import { TroubleNotice } from "../app/trouble-notice.tsx";
import { useFetched } from "../app/use-fetched.ts";
import { formatAgo } from "../format/instant.ts";
import { countOf } from "../format/quantity.ts";

const RECENT = 5;
const fetchRecent = (signal: AbortSignal) => fetchConversations({ holding: "", limit: RECENT }, signal);

/** What stands below the empty question: how much there is, questions that it answers, and what one asked lately. */
export function Welcome() {
  const { value: start, trouble } = useFetched(fetchStart);
  const { value: examples } = useFetched(fetchExamples);
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
      {examples && examples.length > 0 && (
        <Questions title="For example">
          {examples.map((question) => (
            <li key={question}>
              <a href={`/?${new URLSearchParams({ q: question })}`} dir="auto">
                {question}
              </a>
            </li>
          ))}
        </Questions>
      )}
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

function Questions({ title, children }: { title: string; children: ComponentChildren }) {
  const id = useId();
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <ul>{children}</ul>
    </section>
  );
}
