import { footnote } from "../api/footnote.ts";
import { useTitle } from "../app/title.ts";
import { TroubleNotice } from "../app/trouble-notice.tsx";
import { countOf } from "../format/quantity.ts";
import { QuestionCard } from "./question-card.tsx";
import { useUnanswered } from "./use-unanswered.ts";

/** What was asked in vain, for those who can mend the documents. */
export function UnansweredPage() {
  useTitle("Unanswered questions");
  const { list, trouble, showMore, remove, fail } = useUnanswered();
  const settle = (same: string) =>
    footnote.settle([same]).then(
      () => remove(same),
      (error: unknown) => fail(error),
    );
  return (
    <div class="unanswered">
      <h1>Unanswered questions</h1>
      {list && (
        <p class="quiet">
          {list.keptDays === 0
            ? "Questions are not kept here (questions.keepDays is 0), so that there is nothing to list."
            : `Questions that found no answer, and answers that were not helpful, of the last ${countOf(list.keptDays, "day")}. The same question is listed once. Who asked is not shown; what rests on documents that you may not read is not listed. This page is for those who look after the documents: it needs the right to operate.`}
        </p>
      )}
      {trouble && <TroubleNotice trouble={trouble} />}
      {!list && !trouble && (
        <p class="quiet" role="status">
          Looking up the questions…
        </p>
      )}
      {list && list.keptDays > 0 && list.questions.length === 0 && (
        <p>Nothing was asked in vain. Questions appear here as soon as one finds no answer.</p>
      )}
      {list && list.questions.length > 0 && (
        <ol class="cards">
          {list.questions.map((question) => (
            <QuestionCard key={question.same} question={question} onSettle={() => settle(question.same)} />
          ))}
        </ol>
      )}
      {list?.next && (
        <button type="button" class="show-more" onClick={showMore}>
          Load more
        </button>
      )}
    </div>
  );
}
