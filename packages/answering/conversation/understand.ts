import type { LanguageModel, Turn } from "@footnote/contracts";
import { figuresIn } from "../verify/figures.ts";
import { hasName, namesIn } from "../verify/names.ts";
import { antecedentOf, followUpOf, standalone } from "./follow-up.ts";

export interface ToUnderstand {
  readonly question: string;
  /** Oldest first. */
  readonly earlier: readonly Turn[];
  readonly subject: string;
}

export interface Understood {
  /** As it can be understood alone: the question itself where it can. */
  readonly question: string;
  /** The earlier question whose words it carries; what that was about, this is about, too. */
  readonly after?: string;
}

export type Understand = (asked: ToUnderstand, signal: AbortSignal) => Promise<Understood>;

const MOST_TOKENS = 80;
const LONGEST = 400;

/** Without a model the last question's words are carried. */
export const carryWords: Understand = async (asked) => carried(asked);

function carried({ question, earlier }: ToUnderstand): Understood {
  const understood = standalone(question, earlier);
  const after = understood === question ? undefined : antecedentOf(earlier);
  return { question: understood, ...(after !== undefined && { after }) };
}

/** Has a model write the follow-up out; what it adds of its own is not taken, and then words are carried. */
export function rewriteWith(model: LanguageModel): Understand {
  return async (asked, signal) => {
    const { question, earlier, subject } = asked;
    if (earlier.length === 0 || followUpOf(question) === undefined) return { question };
    let text = "";
    try {
      for await (const event of model.generate({
        messages: messagesFor(asked),
        maxTokens: MOST_TOKENS,
        subject,
        signal,
      }))
        if (event.kind === "text") text += event.text;
    } catch {
      signal.throwIfAborted();
      // The model will be asked again for the answer, and what is wrong with it is said there.
    }
    const [line = ""] = text.trim().split("\n");
    const rewritten = line.replace(/^["“]|["”]$/gu, "").trim();
    return isOfThese(rewritten, asked) ? { question: rewritten } : carried(asked);
  };
}

function messagesFor({ question, earlier }: ToUnderstand) {
  const said = earlier.map((turn) => `- ${turn.question}`).join("\n");
  return [
    {
      role: "system" as const,
      content:
        "You rewrite the last question of a conversation so that it can be understood without the others. Keep its meaning, add nothing, answer nothing. Write only the question.",
    },
    { role: "user" as const, content: `Earlier questions:\n${said}\n\nLast question: ${question}` },
  ];
}

/** A question of one line that has no figure and no name which nobody asked with. */
function isOfThese(rewritten: string, { question, earlier }: ToUnderstand): boolean {
  if (rewritten === "" || rewritten.length > LONGEST || !/\?\s*$/u.test(rewritten)) return false;
  const asked = [...earlier.map((turn) => turn.question), question].join("\n");
  const figures = new Set(figuresIn(asked).map(({ value }) => value));
  return (
    figuresIn(rewritten).every(({ value }) => figures.has(value)) &&
    namesIn(rewritten).every((name) => hasName(asked, name))
  );
}
