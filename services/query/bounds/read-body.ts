import { FootnoteError } from "@footnote/contracts";
import type { Context } from "hono";
import type { z } from "zod";
import { clip } from "../forms/clip.ts";
import { plainWords } from "../forms/plain-words.ts";
import { mustBeSmall } from "./json-size.ts";

/** A question that is far too long still hears that it is the question. */
const MOST_BODY_BYTES = 256 * 1024;
const MOST_BODY_MILLISECONDS = 30_000;
/** Whoever has to correct a request starts with the first problems. */
const MOST_PROBLEMS = 5;
const MOST_PROBLEM_CHARACTERS = 150;

/** The body as JSON of that shape. @throws FootnoteError request_invalid, request_too_large, request_too_slow */
export async function readBody<Schema extends z.ZodType>(
  context: Context,
  schema: Schema,
  mostBytes = MOST_BODY_BYTES,
): Promise<z.output<Schema>> {
  mustBePlain(context);
  let value: unknown;
  try {
    value = JSON.parse(await readText(context.req.raw, mostBytes));
  } catch (cause) {
    if (cause instanceof FootnoteError || context.req.raw.signal.aborted) throw cause;
    throw invalid(
      "The body is not JSON.",
      "Send a JSON object and the header Content-Type: application/json.",
      cause,
    );
  }
  mustBeSmall(value);
  return check(schema, value, "The body");
}

/** The query string as that shape. @throws FootnoteError request_invalid */
export function readQuery<Schema extends z.ZodType>(context: Context, schema: Schema): z.output<Schema> {
  return check(schema, context.req.query(), "The query string");
}

/** Of what was compressed, the compressed bytes would be taken for the content. @throws FootnoteError request_invalid */
export function mustBePlain(context: Context): void {
  const encoding = context.req.header("content-encoding") ?? "identity";
  if (encoding.toLowerCase() === "identity") return;
  throw invalid("The body is compressed.", "Send it as it is, without Content-Encoding.", undefined);
}

export function check<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  what: string,
): z.output<Schema> {
  const result = schema.safeParse(value, { error: plainWords });
  if (result.success) return result.data;
  const { issues } = result.error;
  const problems = issues.slice(0, MOST_PROBLEMS).map((issue) => {
    const path = issue.path.join(".");
    return clip(path === "" ? issue.message : `${path}: ${issue.message}`, MOST_PROBLEM_CHARACTERS);
  });
  if (issues.length > MOST_PROBLEMS) problems.push(`and ${issues.length - MOST_PROBLEMS} more`);
  throw invalid(
    `${what} is not as expected. ${problems.join("; ")}.`,
    "Correct this and send it again.",
    undefined,
  );
}

async function readText(request: Request, mostBytes: number): Promise<string> {
  const tooLarge = () =>
    new FootnoteError("request_too_large", `The body is larger than ${mostBytes} bytes.`, {
      action: "Send a shorter one.",
    });
  if (Number(request.headers.get("content-length")) > mostBytes) throw tooLarge();
  const reader = request.body?.getReader();
  if (reader === undefined) return "";
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    void reader.cancel().catch(() => undefined);
  }, MOST_BODY_MILLISECONDS);
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      bytes += next.value.byteLength;
      if (bytes > mostBytes) throw tooLarge();
      chunks.push(next.value);
    }
  } finally {
    clearTimeout(timer);
  }
  if (isLate) {
    throw new FootnoteError("request_too_slow", "The body did not arrive in time.", {
      action: "Send it again, in one go.",
    });
  }
  return new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(chunks));
}

export function invalid(message: string, action: string, cause: unknown): FootnoteError {
  return new FootnoteError("request_invalid", message, { action, cause });
}
