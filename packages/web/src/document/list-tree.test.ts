import { expect, test } from "vitest";
import type { ListNode } from "./list-tree.ts";
import { listTree } from "./list-tree.ts";

type Outline = [number, Outline[]];
const outline = (node: ListNode): Outline => [node.item.start, node.children.map(outline)];
const shape = (...depths: number[]) =>
  listTree(depths.map((depth, at) => ({ start: at, end: at + 1, depth }))).map(outline);

test("items nest below the last item that is less deep", () => {
  expect(shape(0, 1, 1, 2, 0)).toEqual([
    [
      0,
      [
        [1, []],
        [2, [[3, []]]],
      ],
    ],
    [4, []],
  ]);
});

test("a list that begins deep or skips a depth keeps every item", () => {
  expect(shape(2, 0, 3, 1)).toEqual([
    [0, []],
    [
      1,
      [
        [2, []],
        [3, []],
      ],
    ],
  ]);
});
