import { describe, expect, test } from "vitest";
import { DEFAULT_LIMITS } from "../limits.ts";
import { buildZip } from "../testing/build-zip.ts";
import { ZipArchive } from "./archive.ts";

const open = (bytes: Uint8Array, limits = {}) =>
  new ZipArchive(bytes, "zip", { ...DEFAULT_LIMITS, ...limits });
const text = (bytes: Uint8Array | undefined) => bytes && new TextDecoder().decode(bytes);

test("files are read by name; what is not there is nothing, or a problem where it is needed", () => {
  const archive = open(buildZip({ "a.txt": "one", "b/c.txt": "two" }));
  expect([text(archive.read("a.txt")), text(archive.read("b/c.txt")), archive.read("d")]).toEqual([
    "one",
    "two",
    undefined,
  ]);
  expect(() => archive.require("d")).toThrow("its part d is missing");
});

describe("what a zip may cost is bounded", () => {
  test("by how many files it lists", () => {
    const many = buildZip(Object.fromEntries(Array.from({ length: 11 }, (_, index) => [`${index}`, ""])));
    expect(() => open(many, { maxZipEntries: 10 })).toThrow("more than 10 files");
    expect(open(many, { maxZipEntries: 11 }).names).toHaveLength(11);
  });

  test("by a second directory that other readers would follow", () => {
    const zip = buildZip({ a: "" });
    new DataView(zip.buffer).setUint16(zip.length - 22 + 4, 0xffff, true);
    expect(() => open(zip)).toThrow("laid out for that many");
  });

  test("by what is read of it, all together and the same file again", () => {
    const zip = buildZip({ a: new Uint8Array(600), b: new Uint8Array(600) });
    const archive = open(zip, { maxInflatedBytes: 1_000 });
    archive.read("a");
    expect(() => archive.read("b")).toThrow("unpacked");
    const again = open(zip, { maxInflatedBytes: 1_000 });
    again.read("a");
    expect(() => again.read("a")).toThrow("unpacked");
  });

  test("by what is read of all archives that share the limit, what was too much for it included", () => {
    const zip = buildZip({ a: new Uint8Array(600), b: new Uint8Array(2_000) });
    const inflated = { bytes: 0 };
    const limits = { maxInflatedBytes: 1_000, inflated };
    const open = () => new ZipArchive(zip, "zip", { ...DEFAULT_LIMITS, ...limits });
    open().read("a");
    expect(() => open().read("a")).toThrow("unpacked");
    inflated.bytes = 0;
    expect(() => open().read("b")).toThrow("unpacked");
    expect(() => open().read("a")).toThrow("unpacked");
  });
});

test("encrypted, damaged and unknown contents are told apart", () => {
  const zip = buildZip({ "a.txt": "some text that is deflated, deflated, deflated" });
  const directory = zip.length - 22 - 46 - "a.txt".length;
  const changed = (at: number, value: number) => zip.with(at, value);
  expect(() => open(changed(directory + 8, 1)).read("a.txt")).toThrow("protected by a password");
  expect(() => open(changed(directory + 10, 99)).read("a.txt")).toThrow("damaged or cut off");
  expect(() => open(changed(40, 0xff)).read("a.txt")).toThrow("damaged or cut off");
  expect(() => open(changed(directory + 44, 0xff)).read("a.txt")).toThrow("damaged or cut off");
  expect(() => open(zip.subarray(0, zip.length - 30))).toThrow("its end is damaged");
});
