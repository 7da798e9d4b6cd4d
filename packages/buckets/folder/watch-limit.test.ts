import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type Fixture, keysOf, makeFixture, watchKeys } from "./fixture.ts";

vi.mock("node:fs", async (importOriginal) => {
  const original = await importOriginal<typeof import("node:fs")>();
  const watch = (path: string, ...rest: []) => {
    if (!path.includes("many")) return original.watch(path, ...rest);
    throw Object.assign(new Error("no watches left"), { code: "ENOSPC" });
  };
  return { ...original, watch };
});

let files: Fixture;
beforeEach(() => {
  files = makeFixture();
});
afterEach(() => files.remove());

test("when the system has no watches left it is said once, with what to do, and the rest is still watched", async () => {
  for (let i = 0; i < 10; i++) files.write(`many/${i}/a.md`, "");
  files.write("docs/b.md", "");
  const bucket = await files.open();
  const reported: string[] = [];
  const { close } = await watchKeys(bucket, ({ key }) => reported.push(key));
  expect(files.errors).toHaveLength(1);
  expect(files.errors[0]).toMatchObject({
    code: "unavailable",
    message: expect.stringContaining(files.root),
    action: expect.stringContaining("fs.inotify.max_user_watches"),
  });
  files.write("docs/c.md", "");
  await vi.waitFor(() => expect(reported).toContain("docs/c.md"), { timeout: 20_000 });
  expect(await keysOf(bucket)).toHaveLength(12);
  await close();
});
