import {
  type Answerer,
  type AnswererEvent,
  type AnswerRequest,
  asFootnoteError,
  type ChatMessage,
  FootnoteError,
  type LanguageModel,
  type Unwritten,
} from "@footnote/contracts";
import type { Prospect } from "../confidence.ts";
import { tokensOf } from "../prompt/budget.ts";
import { chooseSources } from "../prompt/choose-sources.ts";
import { correctionFor, messagesFor } from "../prompt/messages.ts";
import type { Source } from "../prompt/source.ts";
import { Report } from "./report.ts";
import { troubleFor } from "./trouble.ts";
import { WrittenText } from "./written.ts";

/** Tokens of an answer; of a small context no more than a sixth. */
const ANSWER_TOKENS = 600;
/** Sources that are read slowly and mostly for nothing are not sent, however much a model could read. */
const MOST_SOURCE_TOKENS = 3_000;
const LEAST_SOURCE_TOKENS = 200;

export interface GenerativeParts {
  readonly model: LanguageModel;
  /** What to expect of the passages, told without reading them: the model is not to wait for that. */
  readonly prospectOf: (request: AnswerRequest) => Prospect;
  /** Answers where the model does not, and tells whether anything comes near the question. */
  readonly extractive: Answerer;
  /** What went wrong, for whoever runs it: readers hear only that it did. */
  readonly onTrouble: (error: FootnoteError) => void;
}

/**
 * Has a language model answer from the passages, and shows of it what the passages say: each sentence is verified before it
 * is yielded. Where nothing is left, or the model fails, the extractive answer is given and said to be one.
 */
export function generativeAnswerer({ model, prospectOf, extractive, onTrouble }: GenerativeParts): Answerer {
  return {
    id: `generative ${model.id}`,
    async *answer(request) {
      const prospect = prospectOf(request);
      if (prospect === "nothing") {
        yield* extractive.answer(request);
        return;
      }
      // Told that it may decline, a small model does: before that the passages are read, which tells better.
      const extracted =
        prospect === "doubtful" ? await Array.fromAsync(extractive.answer(request)) : undefined;
      if (extracted !== undefined && !isWorthAsking(extracted)) {
        yield* extracted;
        return;
      }
      const isDoubtful = extracted?.some(({ kind }) => kind === "closest") === true;
      const report = new Report(model.id, request.question, isDoubtful);
      let trouble: Unwritten | undefined;
      try {
        yield* write(model, request, isDoubtful, report);
      } catch (error) {
        request.signal?.throwIfAborted();
        const known = asFootnoteError(error);
        onTrouble(known);
        trouble = troubleFor(known.code);
      }
      if (report.shown > 0) {
        yield { kind: "written", writing: report.writing() };
        return;
      }
      yield { kind: "unwritten", unwritten: trouble ?? report.unwritten() };
      yield* extracted ?? extractive.answer(request);
    },
  };
}

/** Nothing near the question, or an identifier that stands nowhere: no model knows more. */
function isWorthAsking(extracted: readonly AnswererEvent[]): boolean {
  const isUnknown = extracted.some((event) => event.kind === "closest" && event.unknown.length > 0);
  return extracted.some(({ kind }) => kind === "part") && !isUnknown;
}

/** The parts as they are verified, and once more for what was not. */
async function* write(
  model: LanguageModel,
  request: AnswerRequest,
  mayDecline: boolean,
  report: Report,
): AsyncGenerator<AnswererEvent> {
  const maxTokens = Math.min(ANSWER_TOKENS, Math.floor(model.contextTokens / 6));
  const fixed = messagesFor(request.question, [], mayDecline).reduce(
    (sum, { content }) => sum + tokensOf(content),
    0,
  );
  const room = Math.min(MOST_SOURCE_TOKENS, model.contextTokens - maxTokens - fixed);
  if (room < LEAST_SOURCE_TOKENS) {
    throw new FootnoteError("prompt_too_long", "The language model reads too little for any passage.", {
      action: "Use one that reads more, and set answers.model.contextTokens.",
    });
  }
  const sources = chooseSources(request.question, request.passages, room);
  if (sources.length === 0) return;
  const messages = messagesFor(request.question, sources, mayDecline);
  yield* generate(model, messages, maxTokens, request, sources, report);
  const again = report.toAskAgain();
  if (again.length === 0) return;
  yield* generate(
    model,
    correctionFor(messages, report.text, again),
    Math.floor(maxTokens / 2),
    request,
    sources,
    report,
  );
}

async function* generate(
  model: LanguageModel,
  messages: readonly ChatMessage[],
  maxTokens: number,
  request: AnswerRequest,
  sources: readonly Source[],
  report: Report,
): AsyncGenerator<AnswererEvent> {
  const { subject, signal } = request;
  const text = new WrittenText();
  let trouble: unknown;
  try {
    for await (const event of model.generate({ messages, maxTokens, subject, signal })) {
      signal?.throwIfAborted();
      if (event.kind === "end") {
        report.end(event);
        continue;
      }
      report.text += event.text;
      for (const written of text.push(event.text)) yield* report.read(written, sources, request);
      // It would go on with the same until its tokens are spent.
      if (report.isRepeating) return;
    }
  } catch (error) {
    signal?.throwIfAborted();
    trouble = error;
    report.isCutOff = true;
  }
  for (const written of report.isCutOff ? text.cutOff() : text.end())
    yield* report.read(written, sources, request);
  if (trouble !== undefined) throw trouble;
}
