import { z } from "zod";
import { plainWords } from "./plain-words.ts";

// The fields of which requests are made. What the store could not take is refused here, as the mistake that it is.

/** What a database can keep as text, and what to say of the rest. */
export const STORABLE = [
  (text: string) => !text.includes("\0") && text.isWellFormed(),
  "must not hold NUL or half of a surrogate pair",
] as const;

export const MOST_QUESTION_CHARACTERS = 4_000;

export const questionSchema = z
  .string({ error: "must be a text" })
  .refine((text) => text.trim() !== "", "must not be empty")
  .refine(
    (text) => text.length <= MOST_QUESTION_CHARACTERS,
    `must have at most ${MOST_QUESTION_CHARACTERS} characters`,
  )
  .refine(...STORABLE)
  .transform((text) => text.trim())
  .meta({ minLength: 1, maxLength: MOST_QUESTION_CHARACTERS });

/** What is typed into a field to find something by. */
export const findSchema = z
  .string("must be a text")
  .max(200, "must have at most 200 characters")
  .refine(...STORABLE);

/** The questions of a conversation before this one, oldest first: what a follow-up refers to. */
export const earlierSchema = z
  .array(z.strictObject({ question: questionSchema }), "must be a list of questions")
  .max(20, "must be at most 20")
  .default([]);

const EARLIEST = Date.UTC(1970, 0);

/** A moment that is past, for reads of what was live then; left out for now. */
export const asOfSchema = z.iso
  .datetime({
    offset: true,
    error: "must be a date, a time and a time zone, such as 2026-03-01T12:00:00Z",
  })
  .transform((text) => new Date(text))
  .refine((moment) => moment.getTime() >= EARLIEST, "must not be before 1970")
  .refine((moment) => moment.getTime() <= Date.now(), "must not be in the future")
  .optional();

/** Where a list goes on: an instant, as the page before it gave it. */
export const momentSchema = z.iso.datetime("must be an instant, as `next` gave it");

export const conversationSchema = z.uuid("must be a conversation's identifier");

/** Where a list of documents goes on. */
export const cursorSchema = z
  .string()
  .regex(/^[\w-]{1,6000}$/, "must be what came as `next` with the page before");

export const documentSchema = z.uuid("must be a document's identifier");

/** As `versionOf` makes it. */
export const versionSchema = z.string().regex(/^[0-9a-f]{1,64}$/, "must be a version's identifier");

/** A number of a body, or the digits of a query string. */
export function wholeNumber(from: number, to: number) {
  const message = `must be a whole number from ${from} to ${to}`;
  return z
    .preprocess(
      (value) => (typeof value === "string" && /^\d{1,10}$/.test(value) ? Number(value) : value),
      z.int(message).min(from, message).max(to, message),
    )
    .meta({ type: "integer", minimum: from, maximum: to });
}

export const limitSchema = wholeNumber(1, 100);

/** Up to so many of these. The first one that is none ends it: nobody reads the problems of a thousand others. */
export function listOf<Item extends z.ZodType>(item: Item, most: number, least = 1) {
  const { $schema: _, ...items } = z.toJSONSchema(item, { io: "input", unrepresentable: "any" });
  return z
    .array(z.unknown(), "must be a list")
    .min(least, "must not be empty")
    .max(most, `must be at most ${most}`)
    .transform((values, context) => {
      const read: z.output<Item>[] = [];
      for (const [index, value] of values.entries()) {
        const result = item.safeParse(value, { error: plainWords });
        if (!result.success) {
          const [issue] = result.error.issues;
          context.addIssue({
            code: "custom",
            message: issue?.message ?? "is not as expected",
            path: [index, ...(issue?.path ?? [])],
          });
          return z.NEVER;
        }
        read.push(result.data);
      }
      return read;
    })
    .meta({ items });
}
