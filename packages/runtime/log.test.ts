import { expect, test } from "vitest";
import type { LogLevel } from "./configuration/schema.ts";
import { openLogger } from "./log.ts";

function capture(level: LogLevel) {
  const lines: string[] = [];
  return { lines, log: openLogger(level, { write: (line) => void lines.push(line) }) };
}

test("an entry is one line of JSON with its level, time, fields and message", () => {
  const { lines, log } = capture("info");
  log.child({ bucket: "handbook" }).info({ key: "a\nb.md" }, "live");
  log.debug({}, "not asked for");
  expect(lines).toHaveLength(1);
  expect(lines[0]?.trimEnd()).not.toContain("\n");
  expect(JSON.parse(lines[0] ?? "")).toEqual({
    level: "info",
    time: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
    bucket: "handbook",
    key: "a\nb.md",
    msg: "live",
  });
});

test("secrets are never written", () => {
  const { lines, log } = capture("debug");
  log.info(
    { apiKey: "s3cret", embedding: { apiKey: "s3cret" }, request: { headers: { authorization: "s3cret" } } },
    "",
  );
  log.child({ authorization: "s3cret" }).info({}, "");
  expect(lines.join("")).not.toContain("s3cret");
  expect(lines.join("")).toContain("(hidden)");
});

test("an error keeps its stack and its cause", () => {
  const { lines, log } = capture("warn");
  log.error({ err: new Error("outer", { cause: new Error("inner") }) }, "failed");
  expect(lines[0]).toContain("outer");
  expect(lines[0]).toContain("inner");
  expect(lines[0]).toContain("log.test.ts");
});

test("silent writes nothing", () => {
  const { lines, log } = capture("silent");
  log.error({}, "failed");
  expect(lines).toEqual([]);
});
