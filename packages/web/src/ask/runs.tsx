import type { TextRun } from "@footnote/contracts";
import { DocumentLink } from "../look/document-link.tsx";
import { Look } from "../look/look.tsx";
import { linked } from "./linked.ts";

/** Words of a document as they look there. Text is only ever text. */
export function Runs({ runs }: { runs: readonly TextRun[] }) {
  return (
    <>
      {linked(runs).map(({ href, runs }, at) => {
        const words = runs.map((run, at) => (
          <Look
            key={at}
            text={run.text}
            marked={run.marked}
            bold={run.bold === true}
            code={run.code === true}
          />
        ));
        return href === undefined ? (
          words
        ) : (
          <DocumentLink key={at} href={href}>
            {words}
          </DocumentLink>
        );
      })}
    </>
  );
}
