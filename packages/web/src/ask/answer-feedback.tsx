import type { Feedback } from "@footnote/contracts";
import { useState } from "preact/hooks";
import { footnote } from "../api/footnote.ts";
import { type Trouble, troubleOf } from "../api/trouble.ts";
import { TroubleNotice } from "../app/trouble-notice.tsx";
import { FeedbackForm } from "./feedback-form.tsx";

interface AnswerFeedbackProps {
  /** Under which id the answer is kept. */
  readonly answer: string;
  readonly given: Feedback | null;
}

/** Asks whether the answer helped, and where it did not, what is wrong with it. */
export function AnswerFeedback({ answer, given }: AnswerFeedbackProps) {
  const [feedback, setFeedback] = useState(given);
  const [isWriting, setWriting] = useState(false);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const send = async (next: Feedback | null) => {
    setTrouble(null);
    try {
      await footnote.giveFeedback(answer, next);
      setFeedback(next);
      setWriting(false);
    } catch (error) {
      setTrouble(troubleOf(error));
    }
  };
  return (
    <div class="feedback">
      {trouble && <TroubleNotice trouble={trouble} />}
      <p role="status" class="quiet">
        {feedback !== null &&
          (feedback.helpful ? "You found this helpful." : "Noted for those who mend the documents.")}
      </p>
      {isWriting ? (
        <FeedbackForm onSend={send} onCancel={() => setWriting(false)} />
      ) : feedback === null ? (
        // biome-ignore lint/a11y/useSemanticElements: two buttons in a line are no form's field
        <p role="group" aria-label="Was this helpful?" class="feedback-line">
          <span class="quiet">Was this helpful?</span>
          <button type="button" onClick={() => void send({ helpful: true, reason: null, comment: "" })}>
            Yes
          </button>
          <button type="button" onClick={() => setWriting(true)}>
            No
          </button>
        </p>
      ) : (
        <p>
          <button type="button" class="as-link" onClick={() => void send(null)}>
            Take it back
          </button>
        </p>
      )}
    </div>
  );
}
