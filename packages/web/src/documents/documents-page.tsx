import { useEffect } from "preact/hooks";
import { useStore } from "../app/store.ts";
import { useTitle } from "../app/title.ts";
import { TroubleNotice } from "../app/trouble-notice.tsx";
import { AddFiles } from "./add-files.tsx";
import { DocumentTable } from "./document-table.tsx";
import { FreshnessFigures } from "./freshness-figures.tsx";
import { StateFilter } from "./state-filter.tsx";
import { STATE_MEANINGS, stateFrom } from "./states.ts";
import { UploadList } from "./upload-list.tsx";
import { uploads } from "./uploads.ts";
import { useDocumentList } from "./use-document-list.ts";

/** Every file of the buckets: whether it is answerable, since when, and why not. */
export function DocumentsPage({ location }: { location: URL }) {
  const state = stateFrom(location.searchParams.get("state"));
  const { list, trouble, showMore, refresh } = useDocumentList(state);
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
          <FreshnessFigures freshness={list.status.freshness} />
          <AddFiles buckets={list.status.buckets.map(({ name }) => name)} />
          <UploadList uploads={added} />
          <StateFilter counts={list.status.documents} state={state} />
          {state && <p class="quiet state-meaning">{STATE_MEANINGS[state]}</p>}
          {list.rows.length > 0 ? (
            <DocumentTable rows={list.rows} />
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
