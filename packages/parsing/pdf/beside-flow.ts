import type { DraftBlock } from "../canonical/draft.ts";

/** A paragraph of a page that is no part of its flow: a running header or footer, a comment. */
export interface Beside {
  readonly page: number;
  readonly text: string;
  readonly place: "before" | "after";
}

const PLACES = { before: 0, flow: 1, after: 2 } as const;

/** Puts it before or after what begins on its page, and so between no two lines of a paragraph. */
export function withBeside(flow: readonly DraftBlock[], beside: readonly Beside[]): DraftBlock[] {
  if (beside.length === 0) return [...flow];
  const placed = [
    ...flow.map((block) => ({ block, page: block.page ?? 1, place: PLACES.flow })),
    ...beside.map(({ page, text, place }) => {
      const block: DraftBlock = { kind: "paragraph", text, page };
      return { block, page, place: PLACES[place] };
    }),
  ];
  return placed.sort((a, b) => a.page - b.page || a.place - b.place).map(({ block }) => block);
}
