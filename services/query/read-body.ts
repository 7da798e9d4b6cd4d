import { FootnoteError } from "@footnote/contracts";
import type { Context } from "hono";
import { z } from "zod";

/** A question may be long, a request body need not be longer than a long question. */
const MOST_BODY_BYTES = 1024 * 1024;
export const MOST_QUESTION_CHARACTERS = 4_000;

export const questionSchema = z
  .string({ error: "must be a text" })
  .refine((text) => text.trim() !== "", "must not be empty")
  .refine(
    (text) => text.length <= MOST_QUESTION_CHARACTERS,
    `must have at most ${MOST_QUESTION_CHARACTERS} characters`,
  )
  .transform((text) => text.trim());

/** A moment that is past, for reads of what was live then; left out for now. */
export const asOfSchema = z.iso
  .datetime({
    offset: true,
    error: "must be a date, a time and a time zone, such as 2026-03-01T12:00:00Z",
  })
  .transform((text) => new Date(text))
  .refine((moment) => moment.getTime() <= Date.now(), "must not be in the future")
  .optional();

export const documentSchema = z.uuid("must be a document's identifier");

export const limitSchema = z.coerce.number("must be a number").int("must be a whole number").min(1).max(100);

/** The body as JSON of that shape. @throws FootnoteError request_invalid, request_too_large */
export async function readBody<Schema extends z.ZodType>(
  context: Context,
  schema: Schema,
): Promise<z.output<Schema>> {
  let value: unknown;
  try {
    value = JSON.parse(await readText(context.req.raw));
  } catch (cause) {
    if (cause instanceof FootnoteError) throw cause;
    throw invalid(
      "The body is not JSON.",
      "Send a JSON object and the header Content-Type: application/json.",
      cause,
    );
  }
  return check(schema, value, "The body");
}

/** The query string as that shape. @throws FootnoteError request_invalid */
export function readQuery<Schema extends z.ZodType>(context: Context, schema: Schema): z.output<Schema> {
  return check(schema, context.req.query(), "The query string");
}

export function check<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  what: string,
): z.output<Schema> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const problems = result.error.issues.map((issue) => {
    const path = issue.path.join(".");
    return path === "" ? issue.message : `${path}: ${issue.message}`;
  });
  throw invalid(
    `${what} is not as expected. ${problems.join("; ")}.`,
    "Correct this and send it again.",
    undefined,
  );
}

async function readText(request: Request): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of request.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > MOST_BODY_BYTES) {
      throw new FootnoteError("request_too_large", `The body is larger than ${MOST_BODY_BYTES} bytes.`, {
        action: "Send a shorter question.",
      });
    }
    chunks.push(chunk);
  }
  return new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(chunks));
}

function invalid(message: string, action: string, cause: unknown): FootnoteError {
  return new FootnoteError("request_invalid", message, { action, cause });
}
