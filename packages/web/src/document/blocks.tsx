import { type Block, type DocumentText, ENUMERATOR, type Span } from "@footnote/contracts";
import type { JSX } from "preact";
import { LinksFrom } from "../look/document-link.tsx";
import type { ListNode } from "./list-tree.ts";
import { listTree } from "./list-tree.ts";
import { MarkedText } from "./marked-text.tsx";
import { TableView } from "./table-view.tsx";

export interface BlocksProps {
  readonly window: DocumentText;
  readonly mark: Span | undefined;
  /** The HTML level of the document's topmost headings. */
  readonly topLevel: number;
}

/**
 * A document's text by its blocks. It is only ever text: nothing in it becomes markup or an image, and what it links to is said by
 * look/links.ts.
 */
export function Blocks({ window, mark, topLevel }: BlocksProps) {
  const writeOf = (block: Block) => (span: Span) => (
    <MarkedText
      window={window}
      span={span}
      mark={mark}
      looks={block.kind === "code" ? undefined : (block.marks ?? [])}
    />
  );
  // A number that the item keeps in its text is not to be shown twice.
  const bringsNumber = ({ start, end }: Span) =>
    ENUMERATOR.test(window.text.slice(start - window.offset, end - window.offset));
  let page: number | undefined;
  let recognised = false;
  return (
    <LinksFrom.Provider value={window}>
      <div class="blocks">
        {window.blocks.map((block) => {
          const turned = block.page !== undefined && block.page !== page;
          page = block.page ?? page;
          const begins = block.recognised !== undefined && (turned || !recognised);
          recognised = block.recognised !== undefined;
          return (
            <div class="block" key={block.start}>
              {turned && <p class="page-marker">Page {block.page}</p>}
              {begins && (
                <p class="page-marker">
                  Read by text recognition, {Math.round(block.recognised ?? 0)} % sure: letters may be wrong
                </p>
              )}
              {renderBlock(block, mark, topLevel, writeOf(block), bringsNumber)}
            </div>
          );
        })}
      </div>
    </LinksFrom.Provider>
  );
}

/** How a span of the text is written, with the part of it that is marked. */
export type WriteSpan = (span: Span) => JSX.Element;

function renderBlock(
  block: Block,
  mark: Span | undefined,
  topLevel: number,
  write: WriteSpan,
  bringsNumber: (item: Span) => boolean,
) {
  switch (block.kind) {
    case "heading": {
      const Heading = `h${Math.min(6, block.level + topLevel - 1)}` as "h2";
      return (
        <Heading class={`heading heading-${block.level}`} dir="auto">
          {write(block)}
        </Heading>
      );
    }
    case "paragraph":
      return <p dir="auto">{write(block)}</p>;
    case "list":
      return renderList(listTree(block.items), block.ordered, write, bringsNumber);
    case "table":
      return <TableView table={block} mark={mark} write={write} />;
    case "code":
      return (
        // Wide lines scroll sideways, by keyboard too.
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region must be reachable without a mouse
        <pre tabIndex={0}>
          <code>{write(block)}</code>
        </pre>
      );
  }
}

function renderList(
  nodes: readonly ListNode[],
  ordered: boolean,
  write: WriteSpan,
  bringsNumber: (item: Span) => boolean,
): JSX.Element {
  const List = ordered ? "ol" : "ul";
  const asWritten = ordered && nodes.every(({ item }) => bringsNumber(item));
  return (
    <List class={asWritten ? "as-written" : undefined} dir="auto">
      {nodes.map(({ item, children }) => (
        <li key={item.start} dir="auto">
          {write(item)}
          {children.length > 0 && renderList(children, ordered, write, bringsNumber)}
        </li>
      ))}
    </List>
  );
}
