import { expect, test } from "vitest";
import { groupOf } from "./group-of.ts";

const at = (url: string, tenant = "default") =>
  groupOf({ tenant, data: "/data", database: { url } }, "footnote", "docs");

test("who shares a store shares a group, however they reach it; two installations on one topic do not", () => {
  const group = at("postgres://one:secret@db.example/footnote");
  expect(group).toMatch(/^footnote\.default\.docs\.[0-9a-f]{8}$/);
  expect(at("postgres://two@db.example:5432/footnote?sslmode=require")).toBe(group);
  for (const other of [
    at("postgres://one:secret@db.example/other"),
    at("postgres://one:secret@other.example/footnote"),
    at("postgres://one:secret@db.example/footnote", "another-tenant"),
    groupOf({ tenant: "default", data: "/data", database: undefined }, "footnote", "docs"),
    groupOf({ tenant: "default", data: "/other", database: undefined }, "footnote", "docs"),
  ])
    expect(other).not.toBe(group);
});
