import { documentPath } from "../../api/documents.ts";
import { formatDuration, formatSize } from "../../format/quantity.ts";
import { StateLabel } from "../list/state-label.tsx";
import type { Upload } from "./uploads.ts";
import { clearFinished } from "./uploads.ts";

/** What was added here, each followed until it is answerable. */
export function UploadList({ uploads }: { uploads: readonly Upload[] }) {
  const finished = uploads.filter(({ phase }) => phase === "settled" || phase === "refused").length;
  return (
    <>
      <p class="visually-hidden" role="status">
        {finished > 0 && `${finished} of ${uploads.length} added files are done.`}
      </p>
      {uploads.length > 0 && (
        <section class="uploads" aria-labelledby="uploads-title">
          <h2 id="uploads-title">Added just now</h2>
          <ul>
            {uploads.map((upload) => (
              <li key={upload.id}>
                <p>
                  <span class="title">
                    {upload.state === "live" && upload.document ? (
                      <a href={documentPath({ document: upload.document })}>{upload.file.name}</a>
                    ) : (
                      upload.file.name
                    )}
                  </span>{" "}
                  <span class="quiet">{formatSize(upload.file.size)}</span>
                </p>
                <div>
                  <UploadState upload={upload} />
                </div>
              </li>
            ))}
          </ul>
          {finished > 0 && (
            <button type="button" onClick={clearFinished}>
              Clear those that are done
            </button>
          )}
        </section>
      )}
    </>
  );
}

function UploadState({
  upload: { phase, file, sent, state, answerableAfter, problem, trouble },
}: {
  upload: Upload;
}) {
  if (phase === "waiting") return <p class="quiet">Waiting to be sent</p>;
  if (phase === "sending")
    return <progress aria-label={`Sending ${file.name}`} value={sent} max={file.size || 1} />;
  if (phase === "refused") {
    return (
      <p class="reason">
        <strong>{trouble?.what}</strong> {trouble?.action}
      </p>
    );
  }
  if (!state) return <p class="quiet">Received, waiting for its turn</p>;
  return (
    <>
      <StateLabel state={state} nextAttemptAt={problem?.nextAttemptAt ?? null} />
      {answerableAfter !== null && <p class="quiet">answerable after {formatDuration(answerableAfter)}</p>}
      {problem && <p class="reason">{problem.reason}</p>}
    </>
  );
}
