import { appendFile, readFile } from "node:fs/promises";
import { FootnoteError, type LanguageModel } from "@footnote/contracts";
import { malformed } from "../suites/lines.ts";
import { type JudgePrompt, promptHash } from "./prompts.ts";

/** yes or no; undefined where there is no verdict, which is counted and never taken for either. */
export type Verdict = boolean | undefined;

export interface Judge {
  readonly id: string;
  decide(prompt: JudgePrompt): Promise<Verdict>;
  /** Of all that was asked: how often it was answered from the file, by the model, and with neither yes nor no, or not at all. */
  readonly counts: { readonly replayed: number; readonly asked: number; readonly without: number };
}

interface Recorded {
  readonly prompt: string;
  readonly judge: string;
  readonly reply: string;
}

/** A word is enough, and a model that goes on is not asked to. */
const MAX_TOKENS = 8;
/** A judge that fails so often in a row is not there. */
const MOST_FAILURES = 3;

export interface JudgeOptions {
  /** The name of the judge: verdicts of others do not count. */
  readonly id: string;
  /** Where verdicts lie, and new ones are kept. */
  readonly file: string;
  /** Undefined: only what lies there is known. */
  readonly model: LanguageModel | undefined;
}

/**
 * A judge whose verdicts are kept by the hash of what it was asked, so that the same evaluation needs no model again.
 * @throws FootnoteError request_invalid where the file is not one of verdicts, and what the model throws three times in a row
 */
export async function openJudge({ id, file, model }: JudgeOptions): Promise<Judge> {
  const replies = await read(file, id);
  const counts = { replayed: 0, asked: 0, without: 0 };
  let failures = 0;

  async function replyTo(prompt: JudgePrompt): Promise<string | undefined> {
    const hash = promptHash(prompt);
    const known = replies.get(hash);
    if (known !== undefined) {
      counts.replayed += 1;
      return known;
    }
    if (model === undefined) return undefined;
    counts.asked += 1;
    try {
      const reply = await written(model, prompt);
      failures = 0;
      replies.set(hash, reply);
      const line: Recorded = { prompt: hash, judge: id, reply };
      await appendFile(file, `${JSON.stringify(line)}\n`);
      return reply;
    } catch (error) {
      failures += 1;
      if (failures >= MOST_FAILURES) throw error;
      return undefined;
    }
  }

  return {
    id,
    counts,
    async decide(prompt) {
      const verdict = verdictOf(await replyTo(prompt));
      if (verdict === undefined) counts.without += 1;
      return verdict;
    },
  };
}

/** @example verdictOf("Yes, it does.") // true */
export function verdictOf(reply: string | undefined): Verdict {
  const word = /^[^\p{L}]*(yes|no)(?!\p{L})/iu.exec(reply ?? "")?.[1]?.toLowerCase();
  return word === undefined ? undefined : word === "yes";
}

async function written(model: LanguageModel, { system, user }: JudgePrompt): Promise<string> {
  let text = "";
  const messages = [
    { role: "system" as const, content: system },
    { role: "user" as const, content: user },
  ];
  for await (const event of model.generate({ messages, maxTokens: MAX_TOKENS, subject: "evaluation" }))
    if (event.kind === "text") text += event.text;
  return text;
}

async function read(file: string, judge: string): Promise<Map<string, string>> {
  const text = await readFile(file, "utf8").catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === "ENOENT") return "";
    throw new FootnoteError("request_invalid", `${file} cannot be read.`, {
      action: "Name another file with --verdicts.",
      cause,
    });
  });
  const replies = new Map<string, string>();
  for (const [index, line] of text.split("\n").entries()) {
    if (line.trim() === "") continue;
    const recorded = recordedOf(line);
    if (recorded === undefined)
      throw malformed(
        file,
        index + 1,
        "it is no verdict.",
        "Take the line away: what it was of is asked again.",
      );
    if (recorded.judge === judge) replies.set(recorded.prompt, recorded.reply);
  }
  return replies;
}

function recordedOf(line: string): Recorded | undefined {
  try {
    const value = JSON.parse(line) as Partial<Recorded>;
    const isWhole = [value.prompt, value.judge, value.reply].every((field) => typeof field === "string");
    return isWhole ? (value as Recorded) : undefined;
  } catch {
    return undefined;
  }
}
