import type { DocumentRow } from "@footnote/contracts";
import { useEffect, useState } from "preact/hooks";
import { footnote } from "../api/footnote.ts";
import { navigate } from "../app/location.ts";
import { useStore } from "../app/store.ts";
import { useTitle } from "../app/title.ts";
import { TroubleNotice } from "../app/trouble-notice.tsx";
import { useFetched } from "../app/use-fetched.ts";
import { DeleteDialog } from "./changes/delete-dialog.tsx";
import { UndoList } from "./changes/undo-list.tsx";
import { BucketNotices } from "./freshness/bucket-notices.tsx";
import { EngineersFigures } from "./freshness/engineers-figures.tsx";
import { PipelineProgress } from "./freshness/pipeline-progress.tsx";
import { Headline } from "./headline.tsx";
import { asksOnlyForWords, filterOf, filterPath } from "./list/filter.ts";
import { FilterForm } from "./list/filter-form.tsx";
import { FoundList } from "./list/found-list.tsx";
import { StateFilter } from "./list/state-filter.tsx";
import { STATE_MEANINGS } from "./list/states.ts";
import { useDocumentList } from "./list/use-document-list.ts";
import { ReplayOutcome } from "./replay/replay-outcome.tsx";
import { useReplay } from "./replay/use-replay.ts";
import { SaidList } from "./said/said-list.tsx";
import { AddFiles } from "./upload/add-files.tsx";
import { UploadList } from "./upload/upload-list.tsx";
import { uploads } from "./upload/uploads.ts";
import { useIngestion } from "./use-ingestion.ts";

/** Every file of the buckets: whether it is answerable, why not, and what can be done about it. */
export function DocumentsPage({ location }: { location: URL }) {
  const filter = filterOf(location);
  const { list, isLooking, trouble, showMore, refresh } = useDocumentList(filter);
  const ingestion = useIngestion();
  const areas = useFetched(footnote.areas).value ?? [];
  const replay = useReplay(refresh);
  const [deleting, setDeleting] = useState<readonly DocumentRow[]>([]);
  const added = useStore(uploads);
  useTitle("Documents");

  const received = added.filter(({ document }) => document !== null).length;
  useEffect(() => {
    if (received > 0) refresh();
  }, [received, refresh]);

  return (
    <div class="documents">
      <h1>Documents</h1>
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
          <Headline counts={list.status.documents} newest={list.status.newest} />
          {ingestion && <BucketNotices {...ingestion} />}
          {ingestion && <PipelineProgress pipelines={ingestion.pipelines} />}
          {list.status.scopes.includes("write") && (
            <AddFiles
              buckets={list.status.buckets.map(({ name }) => name)}
              areas={areas}
              within={filter.within}
            />
          )}
          <UploadList uploads={added} />
          <UndoList onUndone={refresh} />
          <FilterForm
            filter={filter}
            areas={areas}
            onChange={(next) => navigate(filterPath(next), { replace: true })}
          />
          <StateFilter counts={list.status.documents} filter={filter} />
          {filter.state && <p class="quiet state-meaning">{STATE_MEANINGS[filter.state]}</p>}
          <ReplayOutcome {...replay} />
          <FoundList
            list={list}
            filter={filter}
            isLooking={isLooking}
            replay={replay}
            onMore={showMore}
            onDelete={setDeleting}
          />
          {asksOnlyForWords(filter) && <SaidList find={filter.find} within={filter.within} />}
          <EngineersFigures status={list.status} ingestion={ingestion} />
        </>
      )}
      {deleting.length > 0 && (
        <DeleteDialog
          files={deleting}
          onClose={() => {
            setDeleting([]);
            refresh();
          }}
          onDeleted={() => {
            setDeleting([]);
            refresh();
          }}
        />
      )}
    </div>
  );
}
