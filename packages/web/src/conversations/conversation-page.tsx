import { footnote } from "../api/footnote.ts";
import { navigate } from "../app/location.ts";
import { useTitle } from "../app/title.ts";
import { TroubleNotice } from "../app/trouble-notice.tsx";
import { address } from "../ask/address.ts";
import { askQuestion } from "../ask/conversation.ts";
import { QuestionForm } from "../ask/question-form.tsx";
import { ShareConversation } from "./share-conversation.tsx";
import { ThreadView } from "./thread.tsx";
import { useThread } from "./use-thread.ts";

const EVERYWHERE: readonly string[] = [];

/** A conversation of one's own as it was, to be read again, gone on with, shared or forgotten. */
export function ConversationPage({ conversation, location }: { conversation: string; location: URL }) {
  const { thread, trouble } = useThread(conversation, footnote.conversation);
  const first = thread?.questions[0]?.question ?? "Conversation";
  const last = thread?.questions.at(-1)?.question ?? null;
  useTitle(first);
  const forget = async () => {
    if (!window.confirm("Delete this conversation, with what you said of its answers?")) return;
    await footnote.forget(conversation);
    navigate("/conversations", { replace: true });
  };
  return (
    <div class="conversation columns">
      <p class="quiet">
        <a href="/conversations">History</a> › Conversation
      </p>
      <h1 class="visually-hidden">{first}</h1>
      {trouble && <TroubleNotice trouble={trouble} />}
      {!thread && !trouble && (
        <p class="quiet" role="status">
          Opening the conversation…
        </p>
      )}
      {thread && (
        <>
          <ThreadView questions={thread.questions} location={location} isOwn />
          <QuestionForm
            question=""
            asOf={null}
            within={EVERYWHERE}
            streaming={false}
            takesFocus={false}
            onAsk={(draft) => {
              const asked = { ...draft, after: last };
              void askQuestion(asked, conversation);
              navigate(address(asked));
            }}
            onStop={() => {}}
          />
          <div class="conversation-actions">
            <ShareConversation conversation={conversation} isShared={thread.isShared} />
            <p>
              <button type="button" onClick={() => void forget()}>
                Delete the conversation
              </button>
            </p>
          </div>
        </>
      )}
    </div>
  );
}
