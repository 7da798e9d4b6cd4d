import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { startFootnote, type TestFootnote } from "./footnote.ts";

interface Described {
  readonly paths: Readonly<
    Record<
      string,
      Readonly<
        Record<
          string,
          {
            readonly summary?: string;
            readonly responses: Readonly<
              Record<string, { readonly content?: Readonly<Record<string, { readonly schema?: object }>> }>
            >;
          }
        >
      >
    >
  >;
}

let footnote: TestFootnote;
let described: Described;
beforeAll(async () => {
  footnote = await startFootnote({
    "leave.md": "# Leave\n\nEvery employee has 28 days of annual leave.\n\n- Ask early.\n- Ask in writing.\n",
    "damaged.pdf": "no PDF at all",
  });
  described = (await (await fetch(`${footnote.url}/openapi.json`)).json()) as Described;
});
afterAll(() => footnote.close());

/** Strict where an object says all that it holds, so that what is given and not described fails. */
function givenBy(method: string, path: string): z.ZodType {
  const schema = described.paths[path]?.[method]?.responses["200"]?.content?.["application/json"]?.schema;
  if (schema === undefined) throw new Error(`${method} ${path} is not described.`);
  return z.fromJSONSchema(closed(schema) as Parameters<typeof z.fromJSONSchema>[0]);
}

function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== "object" || schema === null) return schema;
  const all = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, closed(value)]));
  return "properties" in all && !("additionalProperties" in all)
    ? { ...all, additionalProperties: false }
    : all;
}

const json = async (path: string, body?: object) => {
  const response = await fetch(footnote.url + path, {
    ...(body && { method: "POST", body: JSON.stringify(body) }),
    headers: { "Content-Type": "application/json", Accept: "application/json" },
  });
  expect(response.status).toBe(200);
  return response.json();
};

test.each([
  ["post", "/api/answer", { question: "How many days of annual leave does an employee have?" }],
  ["post", "/api/answer", { question: "How is leave asked for?" }],
  ["post", "/api/answer", { question: "What is the boiling point of tungsten?" }],
  ["post", "/api/search", { question: "annual leave", explain: true }],
  ["get", "/api/status", undefined],
  ["get", "/api/dead-letters", undefined],
  ["get", "/api/areas", undefined],
  ["get", "/api/start", undefined],
] as const)("what %s %s gives is what is described", async (method, path, body) => {
  expect(givenBy(method, path).safeParse(await json(path, body)).error?.issues ?? []).toEqual([]);
});

test("all routes for programs are in the description, and each that is written about is there", async () => {
  const { OPERATIONS } = await import("../../services/query/openapi/document.ts");
  const there = Object.entries(described.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ":$1")}`),
  );
  expect(there).toEqual(expect.arrayContaining(["POST /mcp", "PUT /api/buckets/:bucket/objects/:key"]));
  expect(Object.keys(OPERATIONS).filter((name) => !there.includes(name))).toEqual([]);
  // Nobody has to guess what one does.
  expect(there.filter((name) => !(name in OPERATIONS))).toEqual([]);
});

test("people read it on a page of our own, without scripts and with nothing foreign", async () => {
  const page = await fetch(`${footnote.url}/openapi`);
  expect(page.headers.get("content-security-policy")).toContain("default-src 'none'");
  const text = await page.text();
  expect(text).toContain("/api/buckets/{bucket}/objects/{key}");
  expect(text).not.toMatch(/<script|<style|style="|https?:\/\//);
  const style = await fetch(`${footnote.url}/openapi/style.css`);
  expect(style.headers.get("content-type")).toContain("text/css");
});
