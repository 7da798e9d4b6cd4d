import { footnote } from "../api/footnote.ts";
import { useTitle } from "../app/title.ts";
import { TroubleNotice } from "../app/trouble-notice.tsx";
import { ThreadView } from "./thread.tsx";
import { useThread } from "./use-thread.ts";

/** What somebody shares: of it, what its reader may read. */
export function SharedPage({ token, location }: { token: string; location: URL }) {
  const { thread, trouble } = useThread(token, footnote.shared);
  useTitle("Shared conversation");
  return (
    <div class="conversation columns">
      <h1>Shared conversation</h1>
      <p class="quiet">Answers as they were given then; each footnote opens the version that it cites.</p>
      {trouble && <TroubleNotice trouble={trouble} />}
      {!thread && !trouble && (
        <p class="quiet" role="status">
          Opening the conversation…
        </p>
      )}
      {thread && <ThreadView questions={thread.questions} location={location} isOwn={false} />}
    </div>
  );
}
