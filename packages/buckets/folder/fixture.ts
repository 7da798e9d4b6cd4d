import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type BucketChange, type ErrorCode, FootnoteError, type WritableBucket } from "@footnote/contracts";
import { expect } from "vitest";
import { type FolderBucket, type FolderBucketOptions, openFolderBucket } from "./folder-bucket.ts";

/** A temporary directory with a bucket's folder in it and room for what lies outside. For tests only. */
export interface Fixture {
  readonly outside: string;
  readonly root: string;
  readonly errors: FootnoteError[];
  open(options?: Partial<FolderBucketOptions>): Promise<FolderBucket>;
  path(key: string): string;
  write(key: string, content: string): void;
  remove(): void;
}

export function makeFixture(): Fixture {
  const outside = realpathSync(mkdtempSync(join(tmpdir(), "footnote-bucket-")));
  const root = join(outside, "bucket");
  mkdirSync(root);
  const errors: FootnoteError[] = [];
  const path = (key: string) => join(root, key);
  return {
    outside,
    root,
    errors,
    path,
    open: (options) =>
      openFolderBucket({
        name: "handbook",
        folder: root,
        onWatchError: (error) => errors.push(error),
        settleMilliseconds: 0,
        ...options,
      }),
    write(key, content) {
      mkdirSync(dirname(path(key)), { recursive: true });
      writeFileSync(path(key), content);
    },
    remove: () => rmSync(outside, { recursive: true, force: true }),
  };
}

export const LIMITS = { maxBytes: 1_000_000 };

/** Calls back with each change, from when it resolves until it is closed. */
export function watchKeys(
  { changes }: FolderBucket,
  onChange: (change: BucketChange) => void,
): Promise<{ close(): Promise<void> }> {
  return changes.subscribe({
    async queue(batch) {
      for (const change of batch) onChange(change);
    },
    missed() {
      throw new Error("There were too many.");
    },
  });
}

export async function keysOf(bucket: WritableBucket): Promise<string[]> {
  return (await Array.fromAsync(bucket.list(), (object) => object.key)).toSorted();
}

export async function textOf(bucket: WritableBucket, key: string): Promise<string | undefined> {
  const object = await bucket.fetch(key, LIMITS);
  return object && Buffer.from(object.bytes).toString();
}

export async function expectError(
  promise: Promise<unknown>,
  code: ErrorCode,
  message: string | RegExp,
): Promise<void> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(FootnoteError);
  expect(error).toMatchObject({ code, message: expect.stringMatching(message) });
  expect((error as FootnoteError).action).not.toBe("");
}

/** Runs without root's right to read everything; for anyone but root there is nothing to give up. */
export async function withoutPrivileges<T>(run: () => Promise<T>): Promise<T> {
  const isRoot = process.geteuid?.() === 0;
  if (isRoot) process.seteuid?.(65_534);
  try {
    return await run();
  } finally {
    if (isRoot) process.seteuid?.(0);
  }
}
