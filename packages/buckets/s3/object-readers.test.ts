import type { S3Client } from "@aws-sdk/client-s3";
import type { BucketObject } from "@footnote/contracts";
import { expect, test } from "vitest";
import { readersInTurn } from "./object-readers.ts";
import type { Reach } from "./read.ts";

/** What the tests against a real server (test/servers/object-readers.test.ts) would need thousands of objects for. */
test("one listing asks for the tags of so many objects, the next for those of the next, until all had their turn", async () => {
  const asked: string[] = [];
  const client = {
    async send({ input }: { readonly input: { readonly Key: string } }) {
      asked.push(input.Key);
      return { TagSet: [{ Key: "access", Value: input.Key }] };
    },
  } as unknown as S3Client;
  const address = { name: "bucket", prefix: "" };
  const reach: Reach = { client, address, where: { url: "s3://bucket", server: "AWS" } };
  const inTurn = readersInTurn(reach, { name: "access", onRefused: () => undefined });
  async function* objects(count: number): AsyncGenerator<BucketObject> {
    for (let at = 0; at < count; at++)
      yield { key: String(at), size: 1, modifiedAt: new Date(0), etag: "etag" };
  }
  async function turnOf(count: number): Promise<number[]> {
    asked.length = 0;
    const told: number[] = [];
    let at = 0;
    for await (const { key, readers } of inTurn(objects(count))) {
      expect(key).toBe(String(at++));
      if (readers !== "unasked") told.push(Number(readers?.join()));
    }
    expect(at).toBe(count);
    expect(told.map(String)).toEqual(asked);
    return told;
  }
  const ends = async (count: number) => {
    const told = await turnOf(count);
    return [told[0], told.at(-1), told.length];
  };
  expect(await ends(12_000)).toEqual([0, 4_999, 5_000]);
  expect(await ends(12_000)).toEqual([5_000, 9_999, 5_000]);
  expect(await ends(12_000)).toEqual([10_000, 11_999, 2_000]);
  expect(await ends(12_000)).toEqual([0, 4_999, 5_000]);
  // Most are gone: it begins anew.
  expect(await ends(100)).toEqual([undefined, undefined, 0]);
  expect(await ends(100)).toEqual([0, 99, 100]);
  expect(await ends(100)).toEqual([0, 99, 100]);
});
