import type { ListItem } from "@footnote/contracts";

export interface ListNode {
  readonly item: ListItem;
  readonly children: readonly ListNode[];
}

/** Nests a list's items by their depth; one that is deeper by several steps at once hangs below the last. */
export function listTree(items: readonly ListItem[]): ListNode[] {
  const roots: ListNode[] = [];
  /** The open branch, outermost first, each with the array that takes its children. */
  const branch: { depth: number; children: ListNode[] }[] = [];
  for (const item of items) {
    while ((branch.at(-1)?.depth ?? -1) >= item.depth) branch.pop();
    const children: ListNode[] = [];
    (branch.at(-1)?.children ?? roots).push({ item, children });
    branch.push({ depth: item.depth, children });
  }
  return roots;
}
