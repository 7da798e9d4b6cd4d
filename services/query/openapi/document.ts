import { z } from "zod";
import { ASKING } from "./asking.ts";
import { DOCUMENTS } from "./documents.ts";
import { KEPT } from "./kept.ts";
import type { Operation, Operations } from "./operation.ts";
import { RUNNING } from "./running.ts";

export const OPERATIONS: Operations = { ...ASKING, ...DOCUMENTS, ...KEPT, ...RUNNING };

/** A route of the service, as its router knows it. */
export interface Route {
  readonly method: string;
  readonly path: string;
}

export interface DescribedOperation extends Route {
  readonly operation: Operation | undefined;
}

type JsonSchema = z.core.JSONSchema.BaseSchema;

const PROBLEM = {
  type: "object",
  description: "RFC 9457: detail says what is wrong, action what to do.",
  properties: {
    title: { type: "string" },
    status: { type: "integer" },
    detail: { type: "string" },
    action: { type: "string" },
    code: { type: "string", examples: ["request_invalid", "not_found", "overloaded"] },
  },
  required: ["title", "status", "detail", "action", "code"],
};

/** The routes in the order of the groups, each with what is told of it; pages and their files are none of them. */
export function describedRoutes(routes: readonly Route[]): DescribedOperation[] {
  const named = new Map<string, Route>();
  for (const { method, path } of routes) {
    const plain = path.replaceAll(/\{[^}]*\}/g, "");
    const name = `${method} ${plain}`;
    const isForPrograms = name in OPERATIONS || /^\/(?:api|v1)\//.test(plain);
    if (method !== "ALL" && isForPrograms && !plain.includes("*")) named.set(name, { method, path: plain });
  }
  const order = Object.keys(OPERATIONS);
  const placeOf = (name: string) => (order.includes(name) ? order.indexOf(name) : order.length);
  return [...named]
    .map(([name, route]) => ({ name, ...route, operation: OPERATIONS[name] }))
    .sort((one, other) => placeOf(one.name) - placeOf(other.name))
    .map(({ method, path, operation }) => ({ method, path, operation }));
}

/** OpenAPI 3.1 of these routes, with the schemas that read what they are sent. */
export function openApiDocument(routes: readonly Route[], version: string) {
  const paths: Record<string, Record<string, object>> = {};
  for (const described of describedRoutes(routes)) {
    const path = described.path.replaceAll(/:(\w+)/g, "{$1}");
    paths[path] = { ...paths[path], [described.method.toLowerCase()]: operationObject(described) };
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Footnote",
      version,
      description:
        "Questions about an organisation's documents, answered with footnotes that open the exact passage of the exact version.",
    },
    paths,
    components: { schemas: { Problem: PROBLEM } },
  };
}

function operationObject({ method, path, operation }: DescribedOperation): object {
  const parameters = [...path.matchAll(/:(\w+)/g)].map(([, name]) => ({
    name,
    in: "path",
    required: true,
    schema: { type: "string" },
  }));
  return {
    operationId: operationId(method, path),
    ...(operation && { tags: [operation.group], summary: operation.summary }),
    ...(operation?.details && { description: operation.details }),
    parameters: [...parameters, ...queryParameters(operation?.query)],
    ...requestBody(operation),
    responses: {
      [operation?.gives.status ?? 200]: success(operation),
      default: {
        description: "What is wrong and what to do; 503 comes with Retry-After.",
        content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
      },
    },
  };
}

/** "POST /api/dead-letters/replay" is postApiDeadLettersReplay. */
function operationId(method: string, path: string): string {
  return (
    method.toLowerCase() +
    path.replaceAll(/[^A-Za-z0-9]+([A-Za-z0-9]?)/g, (_, first: string) => first.toUpperCase())
  );
}

function queryParameters(query: z.ZodType | undefined): object[] {
  if (query === undefined) return [];
  const { properties = {}, required = [] } = jsonSchema(query);
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: "query",
    required: required.includes(name),
    schema,
  }));
}

function requestBody(operation: Operation | undefined): object {
  if (operation?.takesFile)
    return { requestBody: { required: true, content: { "application/octet-stream": {} } } };
  if (operation?.body === undefined) return {};
  const schema = jsonSchema(operation.body);
  return { requestBody: { required: true, content: { "application/json": { schema } } } };
}

function success(operation: Operation | undefined): object {
  const { what = "It went well", schema, status } = operation?.gives ?? {};
  if (status === 204 || operation === undefined) return { description: what };
  const events = operation.events;
  return {
    description: what,
    content: {
      "application/json": schema === undefined ? {} : { schema: jsonSchema(schema) },
      ...(events && {
        "text/event-stream": {
          schema: { type: "string", description: eventWords(events) },
        },
      }),
    },
  };
}

function eventWords(events: Readonly<Record<string, string>>): string {
  return Object.entries(events)
    .map(([name, what]) => `${name}: ${what}`)
    .join("\n");
}

/** As what is sent has to be; of what is given, too, to which a later version may add fields. */
export function jsonSchema(schema: z.ZodType): JsonSchema {
  const {
    $schema: _,
    "~standard": __,
    ...plain
  } = z.toJSONSchema(schema, {
    io: "input",
    unrepresentable: "any",
    reused: "inline",
  });
  return plain as JsonSchema;
}
