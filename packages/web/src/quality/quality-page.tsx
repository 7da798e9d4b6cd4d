import { useState } from "preact/hooks";
import { footnote } from "../api/footnote.ts";
import { type Trouble, troubleOf } from "../api/trouble.ts";
import { useTitle } from "../app/title.ts";
import { TroubleNotice } from "../app/trouble-notice.tsx";
import { useFetched } from "../app/use-fetched.ts";
import { countOf } from "../format/quantity.ts";
import { MeasuresTable } from "./measures-table.tsx";
import { ReviewCard } from "./review-card.tsx";
import { RunsTable } from "./runs-table.tsx";

/** How good answers are: what people got lately, what to look at, and the evaluations that were run. */
export function QualityPage() {
  useTitle("Quality");
  return (
    <div class="quality">
      <h1>Quality</h1>
      <Live />
      <Runs />
    </div>
  );
}

function Live() {
  const { value, trouble } = useFetched(footnote.quality);
  const [reviewed, setReviewed] = useState<readonly string[]>([]);
  const [failed, setFailed] = useState<Trouble | null>(null);
  const review = (id: string) =>
    footnote.review([id]).then(
      () => setReviewed((before) => [...before, id]),
      (error: unknown) => setFailed(troubleOf(error)),
    );
  const shownTrouble = trouble ?? failed;
  const left = value?.review.filter(({ id }) => !reviewed.includes(id)) ?? [];
  return (
    <>
      <section aria-labelledby="live">
        <h2 id="live">What people were answered</h2>
        {shownTrouble && <TroubleNotice trouble={shownTrouble} />}
        {!value && !trouble && (
          <p class="quiet" role="status">
            Looking at the answers…
          </p>
        )}
        {value?.keptDays === 0 && (
          <p class="quiet">
            Questions are not kept here (questions.keepDays is 0), so that there is nothing to look at.
          </p>
        )}
        {value && value.keptDays > 0 && <MeasuresTable quality={value} />}
      </section>
      {value && value.keptDays > 0 && (
        <section aria-labelledby="review">
          <h2 id="review">Answers to look at</h2>
          {left.length === 0 ? (
            <p>None is left of the sample.</p>
          ) : (
            <>
              <p class="quiet">
                {countOf(left.length, "answer")} of a sample, the doubtful first: a quote that stands no more,
                an asker who was not helped, words that no source has. Who asked is not shown.
              </p>
              <ol class="cards">
                {left.map((answer) => (
                  <ReviewCard key={answer.id} answer={answer} onReviewed={() => review(answer.id)} />
                ))}
              </ol>
            </>
          )}
        </section>
      )}
    </>
  );
}

function Runs() {
  const { value, trouble } = useFetched(footnote.evaluations);
  return (
    <section aria-labelledby="runs">
      <h2 id="runs">Evaluations</h2>
      {trouble && <TroubleNotice trouble={trouble} />}
      {value?.length === 0 && (
        <p>
          None was run on this machine yet. <code>npx footnote eval run questions.yaml</code> asks your own
          questions and says how many are answered right.
        </p>
      )}
      {value && value.length > 0 && <RunsTable runs={value} />}
    </section>
  );
}
