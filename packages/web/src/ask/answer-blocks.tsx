import type { AnswerBlock } from "@footnote/contracts";
import type { ComponentChildren, JSX } from "preact";
import { countOf } from "../format/quantity.ts";
import { AnswerTable } from "./answer-table.tsx";
import { Runs } from "./runs.tsx";

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
      return <AnswerTable table={block}>{children}</AnswerTable>;
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
