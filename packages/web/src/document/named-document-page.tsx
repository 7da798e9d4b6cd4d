import type { DocumentRow } from "@footnote/contracts";
import { useCallback, useEffect } from "preact/hooks";
import { footnote } from "../api/footnote.ts";
import { navigate } from "../app/location.ts";
import { documentPath } from "../app/paths.ts";
import { useTitle } from "../app/title.ts";
import { TroubleNotice } from "../app/trouble-notice.tsx";
import { useFetched } from "../app/use-fetched.ts";
import type { LinkBase } from "../look/links.ts";

/** Goes on to the document of a file; says so where there is none that the reader may see. */
export function NamedDocumentPage({ file }: { file: LinkBase }) {
  const find = useCallback((signal: AbortSignal) => findNamed(file, signal), [file.bucket, file.key]);
  const { value: found, trouble } = useFetched(find);
  const document = found?.[0]?.document;
  useTitle("Document");
  useEffect(() => {
    if (document !== undefined) navigate(documentPath({ document }), { replace: true });
  }, [document]);

  if (found === null || document !== undefined) {
    return (
      <article class="document">
        <h1 class="document-title">Document</h1>
        {trouble ? (
          <TroubleNotice trouble={trouble} />
        ) : (
          <p class="quiet" role="status">
            Opening the document…
          </p>
        )}
      </article>
    );
  }
  return (
    <article class="document">
      <header class="document-header">
        <h1 class="document-title">There is no such document</h1>
      </header>
      <p>
        <bdi>
          {file.bucket}/{file.key}
        </bdi>{" "}
        is not here, or you may not read it. Look through <a href="/documents">the documents</a>.
      </p>
    </article>
  );
}

/** The document of a file, where there is one that whoever looks may read. */
async function findNamed({ bucket, key }: LinkBase, signal: AbortSignal): Promise<DocumentRow[]> {
  const page = await footnote.documents({ within: `${bucket}/${key}`, order: "name", limit: 1 }, signal);
  return page.documents.filter((row) => row.bucket === bucket && row.key === key);
}
