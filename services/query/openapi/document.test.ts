import { expect, test } from "vitest";
import { z } from "zod";
import { limitSchema, questionSchema } from "../forms/fields.ts";
import { withinSchema } from "../forms/within.ts";
import { answerBody, searchBody } from "../routes/routes-ask.ts";
import { describedRoutes, jsonSchema, openApiDocument } from "./document.ts";
import { fieldsOf } from "./fields-of.ts";

const routes = [
  { method: "POST", path: "/api/search" },
  { method: "PUT", path: "/api/buckets/:bucket/objects/:key{[\\s\\S]+}" },
  { method: "GET", path: "/api/told-of-nowhere/:one" },
  { method: "GET", path: "/documents" },
  { method: "ALL", path: "/*" },
];

test("every route for programs is described, one that nobody wrote about as well, and no page", () => {
  expect(describedRoutes(routes).map(({ path }) => path)).toEqual([
    "/api/search",
    "/api/buckets/:bucket/objects/:key",
    "/api/told-of-nowhere/:one",
  ]);
  const { paths } = openApiDocument(routes, "1.2.3");
  expect(paths).toMatchObject({
    "/api/buckets/{bucket}/objects/{key}": {
      put: {
        operationId: "putApiBucketsBucketObjectsKey",
        parameters: [{ name: "bucket" }, { name: "key" }],
      },
    },
    "/api/told-of-nowhere/{one}": { get: { parameters: [{ name: "one", in: "path", required: true }] } },
  });
});

test("what is described is what is read: bounds of numbers, texts and lists among it", () => {
  expect(
    jsonSchema(z.strictObject({ limit: limitSchema, within: withinSchema, question: questionSchema })),
  ).toEqual({
    type: "object",
    additionalProperties: false,
    required: ["limit", "question"],
    properties: {
      limit: { type: "integer", minimum: 1, maximum: 100 },
      within: { type: "array", minItems: 1, maxItems: 20, items: { type: "string", maxLength: 500 } },
      question: { type: "string", minLength: 1, maxLength: 4_000 },
    },
  });
  // The other way round: who keeps to the description is understood.
  const described = z.fromJSONSchema(jsonSchema(searchBody) as Parameters<typeof z.fromJSONSchema>[0]);
  const body = { question: "How?", limit: 3, within: ["docs/travel"] };
  expect(described.parse(body)).toMatchObject(body);
  expect(searchBody.parse(body)).toMatchObject({ question: "How?", limit: 3 });
  expect(described.safeParse({ question: "How?", limit: 101 }).success).toBe(false);
});

test("fields are told in words", () => {
  expect(fieldsOf(answerBody)).toEqual(
    expect.arrayContaining([
      expect.objectContaining({
        name: "question",
        isRequired: true,
        what: "a text of at most 4000 characters",
      }),
      expect.objectContaining({ name: "asOf", what: "an instant such as 2026-03-01T12:00:00Z" }),
      expect.objectContaining({
        name: "within",
        what: "a list of at most 20, each a text of at most 500 characters",
      }),
      expect.objectContaining({ name: "cache", what: "true or false; true where it is left out" }),
    ]),
  );
  expect(fieldsOf(searchBody).find(({ name }) => name === "query")).toMatchObject({ isDeprecated: true });
});
