import type { z } from "zod";
import { jsonSchema } from "./document.ts";

/** A field of a body or of a query string, in words. */
export interface Field {
  readonly name: string;
  readonly isRequired: boolean;
  readonly isDeprecated: boolean;
  /** Such as "a text of at most 4000 characters". */
  readonly what: string;
}

type JsonSchema = ReturnType<typeof jsonSchema>;

/** Of a choice between several shapes all their fields, none of them required. */
export function fieldsOf(schema: z.ZodType): Field[] {
  const { anyOf, ...alone } = jsonSchema(schema);
  const shapes = (anyOf ?? [alone]) as JsonSchema[];
  return shapes.flatMap(({ properties = {}, required = [] }) =>
    Object.entries(properties).map(([name, field]) => ({
      name,
      isRequired: shapes.length === 1 && required.includes(name),
      isDeprecated: (field as JsonSchema).deprecated === true,
      what: wordsFor(field as JsonSchema),
    })),
  );
}

function wordsFor(schema: JsonSchema): string {
  const preset =
    schema.default === undefined ? "" : `; ${JSON.stringify(schema.default)} where it is left out`;
  return `${kindOf(schema)}${preset}`;
}

function kindOf({ type, enum: values, const: only, anyOf, items, ...bounds }: JsonSchema): string {
  if (only !== undefined) return JSON.stringify(only);
  if (values !== undefined) return `one of ${values.map((value) => JSON.stringify(value)).join(", ")}`;
  if (anyOf !== undefined) return anyOf.map((one) => kindOf(one as JsonSchema)).join(" or ");
  switch (type) {
    case "string":
      return textOf(bounds);
    case "integer":
    case "number":
      return `${type === "integer" ? "a whole number" : "a number"} from ${bounds.minimum} to ${bounds.maximum}`;
    case "boolean":
      return "true or false";
    case "array": {
      const most = bounds.maxItems === undefined ? "" : ` of at most ${bounds.maxItems}`;
      const each = kindOf((items ?? {}) as JsonSchema);
      return each === "" ? `a list${most}` : `a list${most}, each ${each}`;
    }
    case "object":
      return `{${Object.keys(bounds.properties ?? {}).join(", ")}}`;
    case "null":
      return "null";
    default:
      return "";
  }
}

function textOf({ format, maxLength }: JsonSchema): string {
  if (format === "date-time") return "an instant such as 2026-03-01T12:00:00Z";
  if (format === "uuid") return "an identifier";
  return maxLength === undefined ? "a text" : `a text of at most ${maxLength} characters`;
}
