import type { AnswerBlock, TextRun } from "@footnote/contracts";
import type { ComponentChildren, JSX } from "preact";
import { cellClass } from "../format/cell-class.ts";
import { countOf } from "../format/quantity.ts";
import { DocumentLink } from "../look/document-link.tsx";
import { Look } from "../look/look.tsx";
import { linked } from "./linked.ts";

interface AnswerBlocksProps {
  readonly blocks: readonly AnswerBlock[];
  /** What stands behind the last words: the footnotes. */
  readonly children: ComponentChildren;
}

/** A part of an answer as its document shows it: a list as a list, a table as a table. Text is only ever text. */
export function AnswerBlocks({ blocks, children }: AnswerBlocksProps) {
  return (
    <>
      {blocks.map((block, at) => (
        // Blocks of a part never change: their place is their identity.
        <AnswerBlockView block={block} key={at}>
          {at === blocks.length - 1 && children}
        </AnswerBlockView>
      ))}
    </>
  );
}

function AnswerBlockView({ block, children }: { block: AnswerBlock; children: ComponentChildren }) {
  switch (block.kind) {
    case "paragraph":
      return (
        <p dir="auto">
          <Runs runs={block.runs} />
          {children}
        </p>
      );
    case "list":
      return <ListBlockView list={block}>{children}</ListBlockView>;
    case "table":
      return <TableBlockView table={block}>{children}</TableBlockView>;
    case "code":
      return (
        <>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region must be reachable without a mouse */}
          <pre tabIndex={0}>
            <code>{block.text}</code>
          </pre>
          <p class="after-figure">{children}</p>
        </>
      );
  }
}

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

type List = Extract<AnswerBlock, { kind: "list" }>;

/** The footnotes stand behind the last item's words. */
function ListBlockView({ list, children }: { list: List; children: ComponentChildren }) {
  return (
    <>
      {nested(list, 0, list.items.length, 0, children)}
      {list.more > 0 && <p class="after-figure quiet">{countOf(list.more, "more item")} in the document.</p>}
    </>
  );
}

/** The items from `from` to `until`, those deeper than `depth` nested below the one before them. */
function nested(list: List, from: number, until: number, depth: number, end: ComponentChildren): JSX.Element {
  const items: JSX.Element[] = [];
  for (let at = from; at < until; ) {
    let next = at + 1;
    while (next < until && (list.items[next]?.depth ?? 0) > depth) next += 1;
    items.push(
      <li key={at} dir="auto">
        <Runs runs={list.items[at]?.runs ?? []} />
        {at === list.items.length - 1 && end}
        {next > at + 1 && nested(list, at + 1, next, depth + 1, end)}
      </li>,
    );
    at = next;
  }
  return list.ordered && depth === 0 ? <ol start={list.first}>{items}</ol> : <ul>{items}</ul>;
}

function TableBlockView({
  table: { header, rows, more },
  children,
}: {
  table: Extract<AnswerBlock, { kind: "table" }>;
  children: ComponentChildren;
}) {
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region must be reachable without a mouse */}
      <section class="table-scroll" aria-label="Table" tabIndex={0}>
        <table>
          {header.length > 0 && (
            <thead>
              {header.map((cells, row) => (
                <tr key={row}>
                  {cells.map((cell, column) => (
                    <th scope="col" key={column} dir="auto">
                      {cell}
                    </th>
                  ))}
                </tr>
              ))}
            </thead>
          )}
          <tbody>
            {rows.map(({ cells, marked }, row) => (
              <tr key={row} class={marked ? "marked" : undefined}>
                {cells.map((cell, column) => (
                  <td key={column} dir="auto" class={cellClass(cell.length)}>
                    {marked ? <mark>{cell}</mark> : cell}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <p class="after-figure">
        {more > 0 && <span class="quiet">{countOf(more, "more row")} in the document. </span>}
        {children}
      </p>
    </>
  );
}
