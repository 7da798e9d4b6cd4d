import { useEffect, useState } from "preact/hooks";
import { useStore } from "../app/store.ts";
import { useTitle } from "../app/title.ts";
import { TroubleNotice } from "../app/trouble-notice.tsx";
import { CachedAnswers } from "./cache/cached-answers.tsx";
import { useCache } from "./cache/use-cache.ts";
import { BucketFreshness } from "./freshness/bucket-freshness.tsx";
import { FreshnessFigures } from "./freshness/freshness-figures.tsx";
import { PipelineProgress } from "./freshness/pipeline-progress.tsx";
import { DocumentTable } from "./list/document-table.tsx";
import { StateFilter } from "./list/state-filter.tsx";
import { STATE_MEANINGS, stateFrom } from "./list/states.ts";
import { useDocumentList } from "./list/use-document-list.ts";
import { ReplayBar } from "./replay/replay-bar.tsx";
import { ReplayOutcome } from "./replay/replay-outcome.tsx";
import { useReplay } from "./replay/use-replay.ts";
import { AddFiles } from "./upload/add-files.tsx";
import { UploadList } from "./upload/upload-list.tsx";
import { uploads } from "./upload/uploads.ts";
import { useIngestion } from "./use-ingestion.ts";

/** Every file of the buckets: whether it is answerable, since when, and why not. */
export function DocumentsPage({ location }: { location: URL }) {
  const state = stateFrom(location.searchParams.get("state"));
  const { list, trouble, showMore, refresh } = useDocumentList(state);
  const ingestion = useIngestion();
  const cache = useCache();
  const replay = useReplay(refresh);
  const [marked, setMarked] = useState<readonly string[]>([]);
  const added = useStore(uploads);
  useTitle("Documents");

  const received = added.filter(({ document }) => document !== null).length;
  useEffect(() => {
    if (received > 0) refresh();
  }, [received, refresh]);
  useEffect(() => setMarked([]), [state]);

  const replayable =
    state === "dead" || state === "failed"
      ? (list?.rows ?? []).filter(({ problem }) => problem !== null).map(({ document }) => document)
      : [];
  // What was replayed meanwhile is not on the list any more.
  const selected = new Set(replayable.filter((document) => marked.includes(document)));

  return (
    <div class="documents">
      <h1>Documents</h1>
      <p class="quiet">
        What they do not answer yet: <a href="/unanswered">unanswered questions</a>
      </p>
      {trouble && (
        <TroubleNotice trouble={trouble}>
          <p>
            <button type="button" onClick={refresh}>
              Try again
            </button>
          </p>
        </TroubleNotice>
      )}
      {!list && !trouble && (
        <p class="quiet" role="status">
          Loading the documents…
        </p>
      )}
      {list && (
        <>
          <div class="ingestion">
            <FreshnessFigures freshness={list.status.freshness} embedding={list.status.embedding} />
            {ingestion && <BucketFreshness {...ingestion} />}
            {cache && <CachedAnswers {...cache} />}
          </div>
          {ingestion && <PipelineProgress pipelines={ingestion.pipelines} />}
          <AddFiles buckets={list.status.buckets.map(({ name }) => name)} />
          <UploadList uploads={added} />
          <StateFilter counts={list.status.documents} state={state} />
          {state && <p class="quiet state-meaning">{STATE_MEANINGS[state]}</p>}
          <ReplayOutcome {...replay} />
          <ReplayBar
            shown={replayable}
            selected={selected}
            deadLetters={state === "dead" ? list.status.documents.dead : 0}
            replay={replay}
            onSelect={setMarked}
          />
          {list.rows.length > 0 ? (
            <DocumentTable
              rows={list.rows}
              replay={replay}
              selected={replayable.length > 0 ? selected : undefined}
              onToggle={(document) =>
                setMarked(
                  selected.has(document)
                    ? [...selected].filter((other) => other !== document)
                    : [...selected, document],
                )
              }
            />
          ) : (
            <p class="quiet empty">
              {state ? "No document is in this state." : "There are no documents yet."}
            </p>
          )}
          {list.more && (
            <button type="button" class="show-more" onClick={showMore}>
              Load more
            </button>
          )}
        </>
      )}
    </div>
  );
}
