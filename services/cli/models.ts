import { join } from "node:path";
import type { Embedder, LanguageModel, Reranker } from "@footnote/contracts";
import {
  type ModelGateway,
  openBundledEmbedder,
  openCrossEncoderReranker,
  openModelGateway,
  openOpenAiCompatibleEmbedder,
  openOpenAiCompatibleLanguageModel,
  openRerankEndpoint,
} from "@footnote/models";
import { type Configuration, type Logger, systemClock } from "@footnote/runtime";

/** The judge of evaluations; one attempt for each verdict. */
export async function openJudgeModel({
  judge,
}: Configuration["evaluation"]): Promise<LanguageModel | undefined> {
  return judge === undefined ? undefined : openOpenAiCompatibleLanguageModel(judge);
}

export async function openEmbedder(embedding: Configuration["embedding"], log: Logger): Promise<Embedder> {
  return embedding.provider === "bundled"
    ? openBundledEmbedder({ log })
    : openOpenAiCompatibleEmbedder(embedding);
}

/** Where models are kept that were pulled, each under its name. */
export function pulledModels({ data }: Pick<Configuration, "data">): string {
  return join(data, "models");
}

/** @throws FootnoteError model_damaged, configuration_invalid */
export async function openReranker(
  configuration: Configuration,
  bundled: Reranker,
  log: Logger,
): Promise<Reranker | undefined> {
  const { reranker } = configuration.retrieval;
  if (reranker.provider === "none") return undefined;
  if (reranker.provider === "bundled") return bundled;
  if (reranker.provider === "endpoint") return openRerankEndpoint(reranker, systemClock);
  const { folder = join(pulledModels(configuration), reranker.model ?? "") } = reranker;
  return openCrossEncoderReranker({ folder, log });
}

/** The models in their order as one; what does not fit of each is said in the background, since a server may be slow. */
export async function openLanguageModel(
  { model: first, fallbacks, tokensPerDay }: Configuration["answers"],
  log: Logger,
  closing: AbortSignal,
): Promise<ModelGateway | undefined> {
  if (first === undefined) return undefined;
  const open = async (options: typeof first) => {
    const model = await openOpenAiCompatibleLanguageModel(options);
    model.probe(closing).then(
      (problem) => {
        if (problem === undefined) log.info({ model: model.id }, "The language model answers.");
        else
          log.warn({ model: model.id }, `Answers are made of the documents' own words meanwhile: ${problem}`);
      },
      () => undefined,
    );
    return model;
  };
  return openModelGateway({
    models: [await open(first), ...(await Promise.all(fallbacks.map(open)))],
    clock: systemClock,
    tokensPerDay,
  });
}
