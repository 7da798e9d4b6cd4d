import { FootnoteError, type Turn } from "@footnote/contracts";
import { z } from "zod";
import { check } from "../bounds/read-body.ts";
import { listOf, MOST_QUESTION_CHARACTERS, questionSchema } from "../forms/fields.ts";

/** As many as OpenAI takes. */
const MOST_MESSAGES = 2_048;
const MOST_PARTS = 1_000;
/** Earlier questions that a follow-up is understood by. */
const MOST_TURNS = 5;

const part = z.looseObject({ type: z.string(), text: z.string().optional() });
const message = z.looseObject({
  role: z.string("must be a text"),
  content: z.union([z.string(), listOf(part, MOST_PARTS, 0)], "must be a text or a list of parts").nullish(),
});
export type Message = z.output<typeof message>;

/** What steers a language model's sampling, its tools or its provider means nothing here, and clients send it all the same. */
export const completionBody = z.looseObject({
  model: z.string("must be a text").nullish(),
  messages: listOf(message, MOST_MESSAGES),
  stream: z.boolean("must be true or false").nullish(),
  stream_options: z.looseObject({ include_usage: z.boolean().nullish() }).nullish(),
});

export interface Conversation {
  readonly question: string;
  /** Oldest first. */
  readonly earlier: readonly Turn[];
}

/** The last message of the user is the question, those before it are what it may refer to. @throws FootnoteError request_invalid */
export function conversationOf(messages: readonly Message[]): Conversation {
  const asked = messages.filter(({ role }) => role === "user");
  const last = asked.at(-1);
  if (last === undefined) {
    throw new FootnoteError("request_invalid", "No message has the role user.", {
      action: "Put the question into a message of the user.",
    });
  }
  mustBeText(last);
  const question = check(questionSchema, questionIn(textOf(last)), "The user's last message");
  const earlier = asked
    .slice(0, -1)
    .map((each) => questionSchema.safeParse(questionIn(textOf(each))))
    .flatMap(({ data }) => (data === undefined ? [] : [{ question: data }]));
  return { question, earlier: earlier.slice(-MOST_TURNS) };
}

/** In an earlier message a picture is past; in the question it would be what is asked about. */
function mustBeText({ content }: Message): void {
  if (typeof content === "string" || !content) return;
  const other = content.find(({ type }) => !isText(type) && type !== "refusal");
  if (other === undefined) return;
  throw new FootnoteError(
    "request_invalid",
    `The user's last message has a part of the type ${other.type}, and only text is read here.`,
    { action: "Put files into a bucket, where they are read, and ask about them in words." },
  );
}

function textOf({ content }: Message): string {
  if (typeof content === "string") return content;
  return (content ?? [])
    .flatMap(({ type, text }) => (isText(type) && text !== undefined ? [text] : []))
    .join("\n");
}

function isText(type: string): boolean {
  return type === "text" || type === "input_text" || type === "output_text";
}

/** Programs put a question below a page of context of their own. What is too long to be a question is that. */
function questionIn(text: string): string {
  if (text.length <= MOST_QUESTION_CHARACTERS) return text;
  const asked =
    /(?:^|\n)\s*(?:question|query|user question|frage)\s*:\s*(?!.*\n\s*(?:question|query)\s*:)/isu.exec(text);
  const rest = asked === null ? text : text.slice(asked.index + asked[0].length);
  return rest.slice(-MOST_QUESTION_CHARACTERS).toWellFormed();
}
