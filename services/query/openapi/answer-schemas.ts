import type { Answer, AnswerBlock, AnswerPart, Citation, Place } from "@footnote/contracts";
import { z } from "zod";

const number = z.number();
const text = z.string();
const absent = z.exactOptional;

export const placeSchema = z.object({
  document: z.uuid(),
  bucket: text,
  key: text,
}) satisfies z.ZodType<Place>;

export const citationSchema = z.object({
  ...placeSchema.shape,
  title: text,
  version: text,
  headingPath: z.array(text),
  page: number.nullable(),
  writtenAt: text,
  start: number,
  end: number,
  quote: text,
  places: z.array(placeSchema),
}) satisfies z.ZodType<Citation>;

const runs = z.array(
  z.object({
    text,
    marked: z.boolean(),
    bold: z.literal(true).optional(),
    code: z.literal(true).optional(),
    href: text.optional(),
  }),
);
const blockSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("paragraph"), runs }),
  z.object({
    kind: z.literal("list"),
    ordered: z.boolean(),
    first: number,
    items: z.array(z.object({ runs, depth: number })),
    more: number,
  }),
  z.object({
    kind: z.literal("table"),
    header: z.array(z.array(text)),
    rows: z.array(z.object({ cells: z.array(text), marked: z.boolean(), runs: z.array(runs).optional() })),
    more: number,
  }),
  z.object({ kind: z.literal("code"), text, language: text.optional() }),
]);

export const partSchema = z.object({
  continues: absent(z.literal(true)),
  computed: absent(z.literal(true)),
  disagrees: absent(z.literal(true)),
  blocks: z.array(blockSchema),
  text,
  citations: z.array(citationSchema),
}) satisfies z.ZodType<Omit<AnswerPart, "blocks"> & { readonly blocks: unknown[] }>;

export const answerSchema = z.object({
  status: z.enum(["answered", "partly_answered", "sources_disagree", "closest", "not_found"]),
  parts: z.array(partSchema),
  text,
  citations: z.array(citationSchema),
  unknown: z.array(text),
  understoodAs: absent(text),
  writing: absent(
    z.object({
      model: text,
      shown: number,
      dropped: number,
      recited: number,
      askedAgain: z.boolean(),
      isCutOff: z.boolean(),
      tokens: z.object({ read: number, written: number }),
    }),
  ),
  unwritten: absent(z.object({ code: text, message: text })),
  cached: absent(
    z.object({
      layer: z.enum(["exact", "semantic"]),
      answeredAt: text,
      ageSeconds: number,
      sources: number,
    }),
  ),
  searched: z.object({
    documents: number,
    passages: number,
    found: z.array(z.object({ document: text, version: text, chunk: text })),
  }),
  kept: absent(z.object({ question: text, conversation: text })),
});

// What the compiler can hold against the contract: a field that is missing here, or named otherwise, does not compile.
type Described = z.output<typeof answerSchema>;
type SameFields<One, Other> = [keyof One] extends [keyof Other]
  ? [keyof Other] extends [keyof One]
    ? true
    : never
  : never;
true satisfies SameFields<Described, Answer>;
true satisfies SameFields<z.output<typeof partSchema>, AnswerPart>;
true satisfies SameFields<z.output<typeof blockSchema>["kind"], AnswerBlock["kind"]>;
