import type { Feedback } from "@footnote/contracts";
import { useEffect, useRef, useState } from "preact/hooks";
import { REASON_WORDS } from "./feedback-reasons.ts";

type Reason = NonNullable<Feedback["reason"]>;

interface FeedbackFormProps {
  onSend(feedback: Feedback): Promise<void>;
  onCancel(): void;
}

const MOST_CHARACTERS = 2_000;

/** What is wrong with an answer: one of a few reasons, and one's own words. Either is enough, and so is none. */
export function FeedbackForm({ onSend, onCancel }: FeedbackFormProps) {
  const [reason, setReason] = useState<Reason | null>(null);
  const [comment, setComment] = useState("");
  const [isSending, setSending] = useState(false);
  const first = useRef<HTMLInputElement>(null);
  // The button that opened it is gone.
  useEffect(() => first.current?.focus(), []);
  const send = async (event: Event) => {
    event.preventDefault();
    setSending(true);
    await onSend({ helpful: false, reason, comment });
    setSending(false);
  };
  return (
    <form class="feedback-form" onSubmit={send}>
      <fieldset>
        <legend>What is wrong with it?</legend>
        {(Object.keys(REASON_WORDS) as Reason[]).map((one, at) => (
          <label key={one}>
            <input
              type="radio"
              name="reason"
              {...(at === 0 && { ref: first })}
              checked={reason === one}
              onChange={() => setReason(one)}
            />{" "}
            {REASON_WORDS[one]}
          </label>
        ))}
      </fieldset>
      <label class="feedback-comment">
        In your own words
        <textarea
          rows={3}
          maxLength={MOST_CHARACTERS}
          value={comment}
          dir="auto"
          onInput={(event) => setComment(event.currentTarget.value)}
        />
      </label>
      <p class="quiet">It is kept with your question, for those who mend the documents.</p>
      <p class="feedback-line">
        <button type="submit" class="primary" disabled={isSending}>
          Send
        </button>
        <button type="button" onClick={onCancel}>
          Cancel
        </button>
      </p>
    </form>
  );
}
