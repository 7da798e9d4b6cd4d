import { useState } from "preact/hooks";
import { footnote } from "../api/footnote.ts";
import { type Trouble, troubleOf } from "../api/trouble.ts";
import { TroubleNotice } from "../app/trouble-notice.tsx";

/** Makes a link to the conversation, and takes it back. */
export function ShareConversation({ conversation, isShared }: { conversation: string; isShared: boolean }) {
  const [link, setLink] = useState<string | null>(null);
  const [isOpen, setOpen] = useState(isShared);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const run = (work: () => Promise<void>) => {
    setTrouble(null);
    work().catch((error: unknown) => setTrouble(troubleOf(error)));
  };
  const share = async () => {
    const shared = new URL(await footnote.share(conversation), window.location.href).href;
    setLink(shared);
    setOpen(true);
    // Over plain http from another machine there is no clipboard; the link stands there to be copied by hand.
    await navigator.clipboard?.writeText(shared).catch(() => {});
  };
  const unshare = async () => {
    await footnote.unshare(conversation);
    setLink(null);
    setOpen(false);
  };
  return (
    <section aria-label="Sharing" class="sharing">
      {trouble && <TroubleNotice trouble={trouble} />}
      <p class="feedback-line">
        <button type="button" onClick={() => run(share)}>
          {isOpen ? "Copy the link to all of it" : "Share by link"}
        </button>
        {isOpen && (
          <button type="button" onClick={() => run(unshare)}>
            Stop sharing
          </button>
        )}
      </p>
      {link !== null && (
        <p>
          <label>
            Link <input type="text" readOnly value={link} onFocus={(event) => event.currentTarget.select()} />
          </label>
        </p>
      )}
      <p class="quiet" role="status">
        {link !== null &&
          "Whoever may read all that an answer cites sees it with its question; others only see that there is one. What you ask later is not shown."}
      </p>
    </section>
  );
}
