import { showName } from "@footnote/contracts";
import { documentPath } from "../../app/paths.ts";
import { FileName } from "../../format/file-name.tsx";
import { formatDuration, formatSize } from "../../format/quantity.ts";
import { StateLabel } from "../list/state-label.tsx";
import { answerUpload, clearFinished, type Upload } from "./uploads.ts";

/** What was added here, each followed until it is answerable. */
export function UploadList({ uploads }: { uploads: readonly Upload[] }) {
  const finished = uploads.filter(({ phase }) => phase === "settled" || phase === "refused").length;
  const asking = uploads.filter(({ phase }) => phase === "asks").length;
  return (
    <>
      <p class="visually-hidden" role="status">
        {finished > 0 && `${finished} of ${uploads.length} added files are done.`}
        {asking > 0 && ` ${asking} would replace a file: say whether.`}
      </p>
      {uploads.length > 0 && (
        <section class="uploads" aria-labelledby="uploads-title">
          <h2 id="uploads-title">Added just now</h2>
          <ul>
            {uploads.map((upload) => (
              <li key={upload.id}>
                <p>
                  <span class="title">
                    {upload.phase === "settled" && upload.state === "live" && upload.document ? (
                      <a href={documentPath({ document: upload.document })}>
                        <FileName name={upload.key} />
                      </a>
                    ) : (
                      <FileName name={upload.key} />
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

function UploadState({ upload }: { upload: Upload }) {
  const { phase, file, sent, state, answerableAfter, problem, trouble } = upload;
  switch (phase) {
    case "waiting":
      return <p class="quiet">Waiting to be sent</p>;
    case "sending":
      return <progress aria-label={`Sending ${showName(file.name)}`} value={sent} max={file.size || 1} />;
    case "asks":
      return <NameTaken upload={upload} />;
    case "refused":
      return (
        <p class="reason">
          <strong>{trouble?.what}</strong> {trouble?.action}
        </p>
      );
    default:
      if (!state) return <p class="quiet">Received, waiting for its turn</p>;
      return (
        <>
          <StateLabel state={state} nextAttemptAt={problem?.nextAttemptAt ?? null} />
          {answerableAfter !== null && (
            <p class="quiet">answerable after {formatDuration(answerableAfter)}</p>
          )}
          {problem && <p class="reason">{problem.reason}</p>}
        </>
      );
  }
}

function NameTaken({ upload }: { upload: Upload }) {
  const name = showName(upload.file.name);
  return (
    <>
      <p class="reason">There is a file of this name already.</p>
      <p class="row-actions">
        <button type="button" aria-label={`Replace it: ${name}`} onClick={() => answerUpload(upload, true)}>
          Replace it
        </button>
        <button
          type="button"
          class="as-link"
          aria-label={`Leave it as it is: ${name}`}
          onClick={() => answerUpload(upload, false)}
        >
          Leave it as it is
        </button>
      </p>
    </>
  );
}
