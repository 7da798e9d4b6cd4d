/** Servers that rerank, by the form of what they are sent and say. All of them are asked at `{baseUrl}/rerank`. */
export type RerankForm = "cohere" | "jina" | "tei";

interface Form {
  /** The most passages in one request. */
  readonly passages: number;
  request(question: string, passages: readonly string[], model: string | undefined): object;
  /** Entries with a position and a score, in any order; undefined where the body has no such form. */
  entries(body: unknown): readonly { readonly index: unknown; readonly score: unknown }[] | undefined;
}

/** https://docs.cohere.com/reference/rerank; most others took it over, vLLM, llama.cpp and Infinity among them. */
const cohere: Form = {
  passages: 1_000,
  request: (query, documents, model) => ({ model, query, documents, top_n: documents.length }),
  entries: (body) => {
    const { results } = body as { results?: unknown };
    return listOf(results)?.map(({ index, relevance_score }) => ({ index, score: relevance_score }));
  },
};

export const FORMS: Readonly<Record<RerankForm, Form>> = {
  cohere,
  /** https://api.jina.ai/redoc: it sends the documents back where it is not told not to. */
  jina: {
    ...cohere,
    request: (...args) => ({ ...cohere.request(...args), return_documents: false }),
  },
  /** https://huggingface.github.io/text-embeddings-inference: it takes 32 at once where nobody set another limit. */
  tei: {
    passages: 32,
    request: (query, texts) => ({ query, texts, truncate: true }),
    entries: (body) => listOf(body)?.map(({ index, score }) => ({ index, score })),
  },
};

function listOf(value: unknown): Record<string, unknown>[] | undefined {
  const isEntry = (entry: unknown): entry is Record<string, unknown> =>
    typeof entry === "object" && entry !== null;
  return Array.isArray(value) && value.every(isEntry) ? value : undefined;
}

/** One finite score for each passage, in their order; undefined where the body has no such thing. */
export function scoresOf(form: RerankForm, text: string, passages: number): number[] | undefined {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof body !== "object" || body === null) return undefined;
  const scores = new Map<unknown, number>();
  for (const { index, score } of FORMS[form].entries(body) ?? [])
    if (typeof score === "number" && Number.isFinite(score)) scores.set(index, score);
  const ordered = Array.from({ length: passages }, (_, at) => scores.get(at));
  return ordered.every((score) => score !== undefined) && scores.size === passages ? ordered : undefined;
}
