import type { TargetedEvent, TargetedKeyboardEvent } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { AsOfField } from "./as-of-field.tsx";
import type { Asked } from "./conversation.ts";
import { ScopeField } from "./scope-field.tsx";

type Draft = Pick<Asked, "question" | "asOf" | "within">;

interface QuestionFormProps extends Draft {
  readonly streaming: boolean;
  /** Whether the page is there to ask, so that one can type at once. */
  readonly takesFocus?: boolean;
  onAsk(draft: Draft): void;
  onStop(): void;
}

export function QuestionForm({
  question,
  asOf,
  within,
  streaming,
  takesFocus = true,
  onAsk,
  onStop,
}: QuestionFormProps) {
  const [draft, setDraft] = useState(question);
  const [moment, setMoment] = useState(asOf);
  const [areas, setAreas] = useState(within);
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    setDraft(question);
    // Where focus would bring up a keyboard over the page, it is left to the reader.
    if (question === "" && takesFocus && window.matchMedia("(pointer: fine)").matches) field.current?.focus();
  }, [question, takesFocus]);
  useEffect(() => setMoment(asOf), [question, asOf]);
  useEffect(() => setAreas(within), [question, within]);

  const askDraft = () => {
    const asked = draft.trim().replace(/\s+/g, " ");
    // A moment in the future is for the browser to complain about.
    if (!asked || !field.current?.form?.reportValidity()) return;
    if (window.matchMedia("(pointer: coarse)").matches) field.current?.blur();
    onAsk({ question: asked, asOf: moment, within: areas });
  };
  const submitOnEnter = (event: TargetedKeyboardEvent<HTMLTextAreaElement>) => {
    // While an input method composes, Enter chooses a character.
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    askDraft();
  };
  // One button that is always the form's own, so that it keeps the focus and a click means what it said when pressed.
  const submit = (event: Event) => {
    event.preventDefault();
    if (streaming) onStop();
    else askDraft();
  };

  return (
    <form class="question-form" onSubmit={submit}>
      <div class="question-line">
        <label class="visually-hidden" for="question">
          Your question
        </label>
        <textarea
          id="question"
          ref={field}
          name="q"
          rows={1}
          autoComplete="off"
          enterkeyhint="search"
          placeholder="Ask a question"
          dir="auto"
          value={draft}
          onInput={(event: TargetedEvent<HTMLTextAreaElement>) => setDraft(event.currentTarget.value)}
          onKeyDown={submitOnEnter}
        />
        {streaming ? (
          <button type="submit">Stop</button>
        ) : (
          <button type="submit" class="primary" disabled={draft.trim() === ""}>
            Ask
          </button>
        )}
      </div>
      <div class="narrowing">
        <ScopeField within={areas} onChange={setAreas} />
        <AsOfField asOf={moment} onChange={setMoment} />
      </div>
    </form>
  );
}
