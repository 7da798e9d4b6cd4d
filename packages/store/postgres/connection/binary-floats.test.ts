import { expect, it } from "vitest";
import { binaryFloats } from "./binary-floats.ts";

it("writes vectors as one float4[] in Postgres' binary form", () => {
  const bytes = binaryFloats([Float32Array.of(1, -0.5), Float32Array.of(0.1, 2)]);
  const view = new DataView(bytes.buffer);
  const integers = (from: number, count: number) =>
    Array.from({ length: count }, (_, at) => view.getInt32(from + 4 * at));
  // One dimension, no nulls, of float4 (oid 700), four of them, counted from 1.
  expect(integers(0, 5)).toEqual([1, 0, 700, 4, 1]);
  expect([20, 28, 36, 44].map((at) => view.getInt32(at))).toEqual([4, 4, 4, 4]);
  expect([24, 32, 40, 48].map((at) => view.getFloat32(at))).toEqual([1, -0.5, Math.fround(0.1), 2]);
  expect(bytes).toHaveLength(52);
});
