import { FootnoteError, type LanguageModel } from "@footnote/contracts";
import type OpenAI from "openai";

const TIMEOUT_MILLISECONDS = 5_000;

/**
 * What does not fit between the settings and the server, in one line for whoever set it up; undefined where all does. One
 * token is asked for: that tells of the address, the key, the name and the stream at once.
 */
export async function probe(
  client: OpenAI,
  model: LanguageModel,
  signal: AbortSignal,
): Promise<string | undefined> {
  const listed = await listedModel(client, model.id, signal);
  if (listed.names !== undefined && !listed.names.includes(model.id)) {
    const names = listed.names.slice(0, 5).join(", ");
    return `The server does not list the model "${model.id}", but: ${names || "none"}. Check answers.model.name.`;
  }
  if (listed.contextTokens !== undefined && listed.contextTokens < model.contextTokens) {
    return `The model reads ${listed.contextTokens} tokens, and answers.model.contextTokens says ${model.contextTokens}: set it to that.`;
  }
  try {
    const messages = [{ role: "user" as const, content: "Say yes." }];
    for await (const event of model.generate({ messages, maxTokens: 1, subject: "probe", signal }))
      if (event.kind === "text") return undefined;
    return "The model wrote nothing when it was asked to say yes: check that it is one that chats.";
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof FootnoteError) return `${error.message} ${error.action}`;
    throw error;
  }
}

/** As far as the server tells. Not every server has a list, and only some say how much a model reads. */
async function listedModel(client: OpenAI, name: string, signal: AbortSignal) {
  try {
    const { data } = await client.models.list({ signal, timeout: TIMEOUT_MILLISECONDS });
    const own = data.find(({ id }) => id === name) as { max_model_len?: unknown } | undefined;
    const contextTokens = typeof own?.max_model_len === "number" ? own.max_model_len : undefined;
    return { names: data.map(({ id }) => id), contextTokens };
  } catch {
    signal.throwIfAborted();
    return { names: undefined, contextTokens: undefined };
  }
}
