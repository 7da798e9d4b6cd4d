import { readFile } from "node:fs/promises";
import { dirname, extname, resolve } from "node:path";
import { FootnoteError } from "@footnote/contracts";
import { isMap, isNode, isSeq, LineCounter, parseDocument } from "yaml";
import { z } from "zod";
import { linesOf, malformed } from "./lines.ts";

const text = z.string("must be a text").refine((value) => value.trim() !== "", "must not be empty");
const rule = text.refine((source) => {
  try {
    ruleOf(source);
    return true;
  } catch {
    return false;
  }
}, "must be a regular expression");
const place = z.int("must be a whole number").min(0, "must not be negative");

/** A place that holds what is asked for: a quote, word for word but for white space, or a span of the document's text. */
const passage = z
  .strictObject({
    bucket: text.optional(),
    key: text,
    quote: text.optional(),
    start: place.optional(),
    end: place.optional(),
    page: place.optional(),
  })
  .refine(
    ({ quote, start, end }) =>
      (quote !== undefined && start === undefined && end === undefined) ||
      (quote === undefined && start !== undefined && end !== undefined && end > start),
    "must have a quote, or a start and an end behind it",
  );

const goldenQuestion = z
  .strictObject({
    id: text,
    question: text,
    kind: text.optional(),
    answerable: z.boolean("must be true or false").default(true),
    /** In words, as a person would answer. */
    answer: text.nullable().default(null),
    /** What a right answer says, and what it must not: regular expressions, without regard to case and white space. */
    must: z.array(rule, "must be a list").default([]),
    mustNot: z.array(rule, "must be a list").default([]),
    /** Any of them is right. */
    passages: z.array(passage, "must be a list").default([]),
    /** Of a PDF: one of them is cited by a right answer. */
    pages: z.array(place, "must be a list").optional(),
    /** Groups and people that whoever asks belongs to; left out for everyone. */
    reader: z.array(text, "must be a list").min(1, "must name at least one group or person").optional(),
    /** Not looked at by a person yet. */
    draft: z.boolean("must be true or false").default(false),
  })
  .superRefine(({ answerable, answer, must, mustNot, passages }, context) => {
    const isExpected = answer !== null || must.length > 0 || passages.length > 0;
    if (answerable && !isExpected)
      context.addIssue(
        "has nothing to be held to: give an answer, must, or passages, or set answerable to false",
      );
    if (!answerable && (isExpected || mustNot.length > 0))
      context.addIssue("is not answerable and yet has an answer, must, mustNot or passages");
  });

export type GoldenQuestion = z.output<typeof goldenQuestion>;
export type GoldenPassage = GoldenQuestion["passages"][number];

export interface GoldenSet {
  /** Those that a person accepted. */
  readonly questions: readonly GoldenQuestion[];
  readonly drafts: number;
  /** Folder of the documents that it is about, absolute, where the file names one. */
  readonly documents: string | undefined;
  readonly name: string | undefined;
}

const ACTION = "docs/EVALUATION.md shows the fields of a question.";
const head = z.strictObject({
  name: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,62}$/, "must be lower-case letters, digits and hyphens")
    .optional(),
  documents: z.string("must be the path of a folder").optional(),
  questions: z.union([z.string(), z.array(z.unknown())], "must be a list, or the path of a JSONL file"),
});

/**
 * Questions with what is expected of their answers: JSONL, one question a line, or YAML with a `name`, `documents` (their
 * folder) and `questions` (a list, or the path of such a JSONL file). Paths count from the file.
 * @throws FootnoteError request_invalid, naming the file and the line
 */
export async function readGoldenSet(file: string): Promise<GoldenSet> {
  const isYaml = [".yaml", ".yml"].includes(extname(file).toLowerCase());
  const { entries, documents, name, from } = isYaml ? await readYaml(file) : await readJsonLines(file);
  const ids = new Set<string>();
  const asked = new Set<string>();
  const all: GoldenQuestion[] = [];
  for (const { value, line } of entries) {
    const parsed = goldenQuestion.safeParse(value);
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      const field = issue?.path.join(".") || "the question";
      throw malformed(from, line, `${field} ${issue?.message}.`, ACTION);
    }
    const question = parsed.data;
    if (ids.has(question.id))
      throw malformed(
        from,
        line,
        `the id ${question.id} is there twice.`,
        "Give each question an id of its own.",
      );
    ids.add(question.id);
    const who = JSON.stringify([question.question.trim(), question.reader]);
    if (asked.has(who))
      throw malformed(
        from,
        line,
        "the same question is there twice for the same reader.",
        "Leave one of them.",
      );
    asked.add(who);
    all.push(question);
  }
  const questions = all.filter(({ draft }) => !draft);
  if (questions.length === 0)
    throw malformed(
      from,
      1,
      all.length === 0 ? "there is no question." : "all questions are drafts.",
      "Look at each draft, correct it, and take its line draft: true away.",
    );
  return { questions, drafts: all.length - questions.length, documents, name };
}

/** @throws SyntaxError */
export function ruleOf(source: string): RegExp {
  return new RegExp(source, "isu");
}

interface Read {
  readonly entries: readonly { readonly value: unknown; readonly line: number }[];
  /** The file that the lines are of. */
  readonly from: string;
  readonly documents?: string | undefined;
  readonly name?: string | undefined;
}

async function readJsonLines(file: string): Promise<Read> {
  const entries: { value: unknown; line: number }[] = [];
  for await (const { text, number } of linesOf(file)) {
    try {
      entries.push({ value: JSON.parse(text), line: number });
    } catch (cause) {
      throw malformed(file, number, "it is not JSON.", "Write one question as JSON on each line.", cause);
    }
  }
  return { entries, from: file };
}

async function readYaml(file: string): Promise<Read> {
  const content = await readFile(file, "utf8").catch((cause: unknown) => {
    throw new FootnoteError("request_invalid", `${file} cannot be read.`, {
      action: "Look whether the path is right.",
      cause,
    });
  });
  const lines = new LineCounter();
  const document = parseDocument(content, { lineCounter: lines, prettyErrors: false });
  const lineAt = (at: number | undefined) => Math.max(1, lines.linePos(at ?? 0).line);
  const [error] = document.errors;
  if (error !== undefined)
    throw malformed(
      file,
      lineAt(error.pos[0]),
      "it is not valid YAML.",
      "Look at the colons and indents there.",
      error,
    );
  const parsed = head.safeParse(document.toJS());
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw malformed(file, 1, `${issue?.path.join(".") || "the file"} ${issue?.message}.`, ACTION);
  }
  const { name, documents, questions } = parsed.data;
  const beside = {
    name,
    documents: documents === undefined ? undefined : resolve(dirname(file), documents),
  };
  if (typeof questions === "string")
    return { ...(await readJsonLines(resolve(dirname(file), questions))), ...beside };
  const items = isMap(document.contents) ? document.contents.get("questions") : undefined;
  const places = isSeq(items) ? items.items.map((item) => (isNode(item) ? item.range?.[0] : undefined)) : [];
  return {
    entries: questions.map((value, index) => ({ value, line: lineAt(places[index]) })),
    from: file,
    ...beside,
  };
}
