import {
  asFootnoteError,
  FootnoteError,
  type GenerationEvent,
  type GenerationRequest,
  type LanguageModel,
} from "@footnote/contracts";
import type { Clock } from "@footnote/runtime";
import { GenerationTrouble } from "./generation-trouble.ts";
import { Health } from "./health.ts";
import { type Usage, UsageCounter } from "./usage.ts";

/** Someone waits for the answer: a server that asks to be left alone for longer is passed by. */
const LONGEST_WAIT_MILLISECONDS = 2_000;
/** Of English, about: what was written of a text that broke off was never counted. */
const CHARACTERS_PER_TOKEN = 4;

export interface ModelGateway extends LanguageModel {
  /** By caller, of today. */
  usage(): Usage[];
  /** Which models rest, and for how many milliseconds. */
  health(): { readonly model: string; readonly restsFor: number }[];
}

export interface GatewayOptions {
  /** In the order in which they are asked: the next one where one fails before it has written anything. */
  readonly models: readonly [LanguageModel, ...LanguageModel[]];
  readonly clock: Clock;
  /** What models may read and write for one caller in a day. */
  readonly tokensPerDay?: number | undefined;
}

/** Several models as one that fails less often, and that counts what it costs. */
export function openModelGateway({ models, clock, tokensPerDay }: GatewayOptions): ModelGateway {
  const known = models.map((model) => ({ model, health: new Health(clock.elapsed) }));
  const counter = new UsageCounter(clock.now, tokensPerDay);

  async function* ask(
    { model, health }: (typeof known)[number],
    request: GenerationRequest,
    onText: () => void,
  ): AsyncGenerator<GenerationEvent> {
    let written = 0;
    let isCounted = false;
    let isSettled = false;
    try {
      for await (const event of model.generate(request)) {
        if (event.kind === "text") {
          written += event.text.length;
          onText();
        } else {
          isCounted = true;
          counter.count(request.subject, event.tokens);
        }
        yield event;
      }
      health.succeeded();
      isSettled = true;
    } catch (error) {
      if (!request.signal?.aborted) {
        health.failed(asFootnoteError(error), waitOf(error));
        isSettled = true;
      }
      throw error;
    } finally {
      if (!isSettled) health.left();
      // What broke off before anything was written most often cost nothing.
      if (!isCounted && written > 0) {
        const sent = request.messages.reduce((sum, { content }) => sum + content.length, 0);
        const tokens = (characters: number) => Math.ceil(characters / CHARACTERS_PER_TOKEN);
        counter.count(request.subject, { read: tokens(sent), written: tokens(written) });
      }
    }
  }

  return {
    id: models[0].id,
    // A prompt must fit the model that answers, whichever that is.
    contextTokens: Math.min(...models.map(({ contextTokens }) => contextTokens)),
    usage: () => counter.usage(),
    health: () => known.map(({ model, health }) => ({ model: model.id, restsFor: health.restsFor })),
    async *generate(request) {
      counter.mustHaveBudget(request.subject);
      let trouble: unknown;
      for (let round = 1; round <= 2; round++) {
        for (const each of known) {
          if (!each.health.mayTry()) continue;
          let isBegun = false;
          try {
            yield* ask(each, request, () => {
              isBegun = true;
            });
            return;
          } catch (error) {
            request.signal?.throwIfAborted();
            // Half a text by one model does not go on in another one's words.
            if (isBegun) throw error;
            trouble = error;
          }
        }
        const wait = Math.min(...known.map(({ health }) => health.restsFor));
        if (round === 2 || wait > LONGEST_WAIT_MILLISECONDS) break;
        await clock.sleep(wait, request.signal);
        request.signal?.throwIfAborted();
      }
      throw trouble ?? allRest(known.map(({ health }) => health.restsFor));
    },
  };
}

function waitOf(error: unknown): number {
  return error instanceof GenerationTrouble ? error.wait : 0;
}

function allRest(rests: readonly number[]): FootnoteError {
  const seconds = Math.ceil(Math.min(...rests) / 1_000);
  return new FootnoteError("generation_failed", "No language model is working right now.", {
    action: `The first one is tried again in ${seconds} seconds.`,
  });
}
