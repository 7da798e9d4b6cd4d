import { documentPath } from "../../app/paths.ts";
import { withoutTitle } from "../../ask/place-in.ts";
import { FileName } from "../../format/file-name.tsx";
import { countOf } from "../../format/quantity.ts";
import { useSaid } from "./use-said.ts";

interface SaidListProps {
  readonly find: string;
  /** BUCKET or BUCKET/PATH; empty for everywhere. */
  readonly within: string;
}

/** Documents that say what is looked for, whatever they are called, each opening where it says so. */
export function SaidList({ find, within }: SaidListProps) {
  const said = useSaid(find, within);
  return (
    <section class="said-list" aria-labelledby={said.length > 0 ? "said-title" : undefined}>
      <p class="visually-hidden" role="status">
        {said.length > 0 && `${countOf(said.length, "document")} with it in the text`}
      </p>
      {said.length > 0 && <h2 id="said-title">In the text</h2>}
      <ul>
        {said.map(({ passage, excerpt }) => {
          const { document, version, bucket, key, title, page, match } = passage;
          const path = withoutTitle(passage).join(" › ");
          return (
            <li key={document}>
              <a href={documentPath({ document, version, span: match })} dir="auto">
                {title}
              </a>
              <p dir="auto">
                {excerpt.map(({ text, found }, at) => (found ? <mark key={at}>{text}</mark> : text))}
              </p>
              <p class="facts">
                <span class="path">
                  <FileName name={`${bucket}/${key}`} />
                </span>
                {path && <bdi>{path}</bdi>}
                {page !== null && <span>page {page}</span>}
              </p>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
