import { FootnoteError } from "@footnote/contracts";

export interface HubFile {
  /** Its path in the model's folder. */
  readonly name: string;
  /** As the hub says it; it does of large files alone. */
  readonly sha256?: string;
  readonly mostBytes: number;
}

const SETTINGS = ["config.json", "tokenizer.json", "tokenizer_config.json"];
/** The smaller one first. */
const GRAPHS = ["onnx/model_quantized.onnx", "onnx/model.onnx"];
const MOST_SETTINGS_BYTES = 100_000_000;
const MOST_GRAPH_BYTES = 4_000_000_000;

/** What of a model's files is needed. @throws FootnoteError request_invalid where it lacks some */
export function wantedFiles(name: string, siblings: unknown): HubFile[] {
  const listed = new Map<string, string | undefined>();
  for (const sibling of Array.isArray(siblings) ? siblings : []) {
    const { rfilename, lfs } = (sibling ?? {}) as { rfilename?: unknown; lfs?: { sha256?: unknown } | null };
    const sum = lfs?.sha256;
    if (typeof rfilename === "string") listed.set(rfilename, typeof sum === "string" ? sum : undefined);
  }
  const graph = GRAPHS.find((one) => listed.has(one));
  const missing = [...SETTINGS.filter((one) => !listed.has(one)), ...(graph ? [] : [GRAPHS.join(" or ")])];
  if (graph === undefined || missing.length > 0)
    throw new FootnoteError("request_invalid", `${name} lacks ${missing.join(", ")}.`, {
      action: "Choose a model that is published for transformers.js (ONNX).",
    });
  return [...SETTINGS, graph].map((one) => {
    const sha256 = listed.get(one);
    return {
      name: one,
      ...(sha256 !== undefined && { sha256 }),
      mostBytes: one === graph ? MOST_GRAPH_BYTES : MOST_SETTINGS_BYTES,
    };
  });
}
