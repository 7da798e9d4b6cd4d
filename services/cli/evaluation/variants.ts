import { FootnoteError } from "@footnote/contracts";
import type { FusionRule, RetrievalSystem } from "@footnote/retrieval";
import type { BucketConfiguration, Configuration } from "@footnote/runtime";

/** What documents are indexed and asked with. */
export interface Setup {
  readonly configuration: Configuration;
  /** Undefined: what is configured for live buckets, the default for a suite's own documents. */
  readonly chunking: BucketConfiguration["chunking"] | undefined;
}

/** What one run is made with. */
export interface Variant extends Setup {
  /** What was varied, by name; empty for what is configured. */
  readonly named: Readonly<Record<string, string>>;
  readonly legs: RetrievalSystem;
  readonly cache: "on" | "off";
}

/** Variants that differ in what they ask alone: they are asked of the same open index. */
export function bySetup(variants: readonly Variant[]): Variant[][] {
  return [
    ...Map.groupBy(variants, ({ configuration, chunking }) =>
      JSON.stringify([configuration, chunking]),
    ).values(),
  ];
}

/** What can be varied, and by which values. */
const VARIED = {
  legs: ["lexical", "dense", "hybrid"],
  fusion: ["min-max", "rrf"],
  "lexical-weight": ["0", "0.1", "0.2", "0.3", "0.4", "0.5", "0.6", "0.7", "0.8", "0.9", "1"],
  chunking: ["structure", "parent-child", "recursive", "fixed", "semantic"],
  cache: ["on", "off"],
  reranker: ["on", "off"],
} as const satisfies Record<string, readonly string[]>;
type Varied = keyof typeof VARIED;

export interface NamedConfiguration {
  /** Empty for the one that is configured. */
  readonly name: string;
  readonly configuration: Configuration;
}

/**
 * Every configuration with every combination of the varied values, in their order.
 * @param varied such as "legs=lexical,hybrid"
 * @throws FootnoteError request_invalid
 */
export function variantsOf(
  configurations: readonly NamedConfiguration[],
  varied: readonly string[],
): Variant[] {
  const axes = varied.map(axisOf);
  const names = axes.map(({ name }) => name);
  if (new Set(names).size < names.length) throw invalid("--vary names the same thing twice.");
  let combinations: Readonly<Record<string, string>>[] = [{}];
  for (const { name, values } of axes)
    combinations = combinations.flatMap((others) => values.map((value) => ({ ...others, [name]: value })));
  if (combinations.some(({ legs = "hybrid", cache }) => cache === "on" && legs !== "hybrid"))
    throw invalid("Answers are kept for hybrid search alone.");
  if (combinations.some((one) => "lexical-weight" in one && (one.legs ?? "hybrid") !== "hybrid"))
    throw invalid("Weights are of hybrid search alone.");
  return configurations.flatMap(({ name, configuration }) =>
    combinations.map((combination) => ({
      named: { ...(name !== "" && { config: name }), ...combination },
      configuration: {
        ...configuration,
        retrieval: retrievalOf(configuration.retrieval, combination),
      },
      legs: (combination.legs as RetrievalSystem | undefined) ?? "hybrid",
      cache: (combination.cache as "on" | "off" | undefined) ?? "off",
      chunking:
        combination.chunking === undefined
          ? undefined
          : { strategy: combination.chunking as BucketConfiguration["chunking"]["strategy"] },
    })),
  );
}

function retrievalOf(
  { fusion, lexicalWeight, reranker }: Configuration["retrieval"],
  combination: Readonly<Record<string, string>>,
): Configuration["retrieval"] {
  if (combination.reranker === "on" && reranker.provider === "none")
    throw new FootnoteError("request_invalid", "No reranker is configured that could be on.", {
      action: "Set retrieval.reranker, or give settings that have one with --config.",
    });
  return {
    fusion: (combination.fusion as FusionRule | undefined) ?? fusion,
    lexicalWeight: Number(combination["lexical-weight"] ?? lexicalWeight),
    reranker: combination.reranker === "off" ? { provider: "none" } : waitedFor(reranker),
  };
}

/** What an evaluation finds shall not hang on how busy the machine is. */
function waitedFor(reranker: Configuration["retrieval"]["reranker"]): Configuration["retrieval"]["reranker"] {
  return reranker.provider === "none" ? reranker : { ...reranker, deadlineMilliseconds: 60_000 };
}

function axisOf(option: string): { name: Varied; values: string[] } {
  const [name = "", list = ""] = option.split("=");
  if (!(name in VARIED)) throw invalid(`--vary ${option} names nothing that can be varied.`);
  const known: readonly string[] = VARIED[name as Varied];
  const values = [...new Set(list.split(",").map((value) => value.trim()))];
  const wrong = values.find((value) => !known.includes(value));
  if (wrong !== undefined) throw invalid(`--vary ${name} cannot be ${JSON.stringify(wrong)}.`);
  return { name: name as Varied, values };
}

function invalid(message: string): FootnoteError {
  const form = Object.entries(VARIED).map(([name, values]) => `${name}=${values.join(",")}`);
  return new FootnoteError("request_invalid", message, {
    action: `Give --vary one of these, with some of its values: ${form.join("; ")}.`,
  });
}
