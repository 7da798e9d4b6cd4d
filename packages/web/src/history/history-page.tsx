import { originalPath } from "@footnote/client";
import { type DocumentHistory, showName } from "@footnote/contracts";
import { useState } from "preact/hooks";
import { footnote } from "../api/footnote.ts";
import { navigate } from "../app/location.ts";
import { documentPath } from "../app/paths.ts";
import { useTitle } from "../app/title.ts";
import { TroubleNotice } from "../app/trouble-notice.tsx";
import { useFetched } from "../app/use-fetched.ts";
import { PlaceList } from "../document/place-list.tsx";
import { DeleteDialog } from "../documents/changes/delete-dialog.tsx";
import { ReplayOutcome } from "../documents/replay/replay-outcome.tsx";
import { useReplay } from "../documents/replay/use-replay.ts";
import { FileName } from "../format/file-name.tsx";
import { StateNow } from "./state-now.tsx";
import { useHistory } from "./use-history.ts";
import { VersionList } from "./version-list.tsx";

/** What happened to a file, in the words of whoever put it there. */
export function HistoryPage({ document }: { document: string }) {
  const { history, trouble, refresh } = useHistory(document);
  const replay = useReplay(refresh);
  const { value: status } = useFetched(footnote.status);
  const isReachable = status?.buckets.some(({ name }) => name === history?.bucket) ?? false;
  const mayWrite = isReachable && status?.scopes.includes("write") === true;
  const [isDeleting, setDeleting] = useState(false);
  const name = history ? nameOf(history) : "Document";
  useTitle(`History of ${name}`);
  return (
    <article class="document history">
      <p class="quiet">
        <a href="/documents">Documents</a> › History
      </p>
      <h1 class="document-title" dir="auto">
        {name}
      </h1>
      {trouble && (
        <TroubleNotice trouble={trouble}>
          {trouble.code !== "not_found" && (
            <p>
              <button type="button" onClick={refresh}>
                Try again
              </button>
            </p>
          )}
        </TroubleNotice>
      )}
      {!history && !trouble && (
        <p class="quiet" role="status">
          Looking up what happened…
        </p>
      )}
      {history && (
        <>
          <p class="facts">
            <span class="path">
              <FileName name={`${history.bucket}/${history.key}`} />
            </span>
            {isAnswerable(history) && (
              <span>
                <a href={documentPath({ document })}>Open the document</a>
              </span>
            )}
            {isReachable && (
              <span>
                <a href={originalPath(document)} download>
                  Download the original
                </a>
              </span>
            )}
            {mayWrite && (
              <span>
                <button type="button" class="as-link" onClick={() => setDeleting(true)}>
                  Delete the file
                </button>
              </span>
            )}
          </p>
          <StateNow history={history}>
            {history.problem && (
              <p>
                <button type="button" disabled={replay.busy} onClick={() => void replay.run([document])}>
                  Try again
                </button>
              </p>
            )}
          </StateNow>
          <ReplayOutcome {...replay} />
          {isDeleting && (
            <DeleteDialog
              files={[{ document, bucket: history.bucket, key: history.key, size: null }]}
              onClose={() => setDeleting(false)}
              // Where it can be taken back.
              onDeleted={() => navigate("/documents", { replace: true })}
            />
          )}
          <VersionList
            document={document}
            versions={history.versions}
            mayRestore={mayWrite}
            onRestored={refresh}
          />
          {history.identical.length > 0 && (
            <section aria-labelledby="identical-title">
              <h2 id="identical-title">The same file elsewhere</h2>
              <p class="quiet">Passages of identical files are found once, with all their places.</p>
              <PlaceList places={history.identical} />
            </section>
          )}
        </>
      )}
    </article>
  );
}

function nameOf({ versions, key }: DocumentHistory): string {
  return versions[0]?.title ?? showName(key.split("/").at(-1) ?? key);
}

function isAnswerable({ versions }: Pick<DocumentHistory, "versions">): boolean {
  return versions.some(({ live }) => live.some(({ until }) => until === null));
}
