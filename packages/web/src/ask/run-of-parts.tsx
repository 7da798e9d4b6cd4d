import type { AnswerBlock } from "@footnote/contracts";
import type { ComponentChildren } from "preact";
import { AnswerBlocks } from "./answer-blocks.tsx";
import type { NumberedPart } from "./footnotes.ts";
import { Runs } from "./runs.tsx";

interface RunOfPartsProps {
  readonly run: readonly NumberedPart[];
  /** What stands behind each part's last words. */
  readonly ends: readonly ComponentChildren[];
}

/** Sentences that a language model wrote as one paragraph, or items as one list, each with its own footnotes. */
export function RunOfParts({ run, ends }: RunOfPartsProps) {
  const [first, ...more] = run;
  if (first === undefined) return null;
  const last = first.blocks.at(-1);
  return (
    <div class={first.disagrees ? "part disagrees" : "part"}>
      {first.disagrees && <p class="quiet">Another document says otherwise:</p>}
      {more.length === 0 || last === undefined || (last.kind !== "list" && last.kind !== "paragraph") ? (
        <AnswerBlocks blocks={first.blocks}>{ends[0]}</AnswerBlocks>
      ) : (
        <>
          <AnswerBlocks blocks={first.blocks.slice(0, -1)}>{null}</AnswerBlocks>
          {last.kind === "list" ? (
            <Items list={last} run={run} ends={ends} />
          ) : (
            <p dir="auto">
              {run.map((part, at) => (
                <span class="sentence" key={at}>
                  {at > 0 && " "}
                  <Words block={part.blocks.at(-1)} />
                  {ends[at]}
                </span>
              ))}
            </p>
          )}
        </>
      )}
    </div>
  );
}

function Items({ list, run, ends }: RunOfPartsProps & { list: Extract<AnswerBlock, { kind: "list" }> }) {
  const items = run.map((part, at) => (
    <li key={at} dir="auto">
      <Words block={part.blocks.at(-1)} />
      {ends[at]}
    </li>
  ));
  return list.ordered ? <ol start={list.first}>{items}</ol> : <ul>{items}</ul>;
}

function Words({ block }: { block: AnswerBlock | undefined }) {
  if (block?.kind === "paragraph") return <Runs runs={block.runs} />;
  return block?.kind === "list" ? <Runs runs={block.items.flatMap(({ runs }) => runs)} /> : null;
}
