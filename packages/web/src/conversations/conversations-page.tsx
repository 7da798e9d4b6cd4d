import type { ConversationPage } from "@footnote/client";
import { useEffect, useState } from "preact/hooks";
import { footnote } from "../api/footnote.ts";
import type { Trouble } from "../api/trouble.ts";
import { troubleOf } from "../api/trouble.ts";
import { conversationPath } from "../app/paths.ts";
import { useTitle } from "../app/title.ts";
import { TroubleNotice } from "../app/trouble-notice.tsx";
import { formatInstant } from "../format/instant.ts";
import { countOf } from "../format/quantity.ts";

/** How long after the last key the search begins. */
const TYPED_MILLISECONDS = 200;

/** What one asked before: found by its words, opened again, deleted. Nobody else's. */
export function ConversationsPage() {
  const [typed, setTyped] = useState("");
  const [wanted, setWanted] = useState<{ holding: string; before?: string }>({ holding: "" });
  const [list, setList] = useState<ConversationPage | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  useTitle("History");
  useEffect(() => {
    const timer = setTimeout(() => setWanted({ holding: typed.trim() }), TYPED_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [typed]);
  useEffect(() => {
    const leaving = new AbortController();
    footnote.conversations(wanted, leaving.signal).then(
      (page) => {
        setTrouble(null);
        setList((shown) =>
          wanted.before === undefined
            ? page
            : { ...page, conversations: [...(shown?.conversations ?? []), ...page.conversations] },
        );
      },
      (error) => {
        if (!leaving.signal.aborted) setTrouble(troubleOf(error));
      },
    );
    return () => leaving.abort();
  }, [wanted]);
  const forget = async (which: string | "all") => {
    const asked = which === "all" ? "Delete all your questions and answers?" : "Delete this conversation?";
    if (!window.confirm(asked)) return;
    try {
      await footnote.forget(which);
      setWanted({ holding: wanted.holding });
    } catch (error) {
      setTrouble(troubleOf(error));
    }
  };

  return (
    <div class="conversations">
      <h1>History</h1>
      {trouble && <TroubleNotice trouble={trouble} />}
      {list?.keptDays === 0 && (
        <p>Questions are not kept here: what you asked is in this page alone, until you leave it.</p>
      )}
      {list && list.keptDays > 0 && (
        <>
          <p class="quiet">
            What you asked in the last {countOf(list.keptDays, "day")}. Only you see it here. Questions that
            found no answer are also listed, without your name, for those who look after the documents.
          </p>
          <p>
            <input
              type="search"
              aria-label="Search your questions"
              placeholder="Search your questions"
              value={typed}
              onInput={(event) => setTyped(event.currentTarget.value)}
            />
          </p>
          <ul class="cards">
            {list.conversations.map(({ conversation, question, questions, at, isShared }) => (
              <li key={conversation} class="card card-line">
                <a href={conversationPath(conversation)} dir="auto">
                  {question}
                </a>
                <p class="facts">
                  <span>
                    <time dateTime={at}>{formatInstant(at)}</time>
                  </span>
                  {questions > 1 && <span>{countOf(questions, "question")}</span>}
                  {isShared && <span>shared</span>}
                </p>
                <button
                  type="button"
                  aria-label={`Delete: ${question}`}
                  onClick={() => void forget(conversation)}
                >
                  Delete
                </button>
              </li>
            ))}
          </ul>
          <p class="quiet" role="status">
            {list.conversations.length === 0 &&
              (wanted.holding === "" ? "You have asked nothing yet." : "None of your questions holds that.")}
          </p>
          {list.next && (
            <button
              type="button"
              class="show-more"
              onClick={() => setWanted({ holding: wanted.holding, before: list.next ?? "" })}
            >
              Load more
            </button>
          )}
          {list.conversations.length > 0 && (
            <p>
              <button type="button" onClick={() => void forget("all")}>
                Delete all
              </button>
            </p>
          )}
        </>
      )}
      {!list && !trouble && (
        <p class="quiet" role="status">
          Looking up what you asked…
        </p>
      )}
    </div>
  );
}
