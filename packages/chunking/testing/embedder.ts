import type { TokenCounter } from "@footnote/contracts";
import type { PassageEmbedder } from "../limits.ts";
import { anchor } from "../text/anchor.ts";

const DIMENSIONS = 16;

/** Vectors of words: texts with the same words are near each other. Refuses what a model would not see the end of. */
export function bagOfWords(
  tokens: TokenCounter,
  maxTokens: number,
): PassageEmbedder & { readonly batches: number[] } {
  const batches: number[] = [];
  return {
    batches,
    async embedChunks(texts) {
      batches.push(texts.length);
      const tooLong = texts.find((text) => tokens.count(text) > maxTokens);
      if (tooLong !== undefined) throw new Error(`The model sees ${maxTokens} tokens only: ${tooLong}`);
      return texts.map(vectorOf);
    },
  };
}

function vectorOf(text: string): Float32Array {
  const vector = new Float32Array(DIMENSIONS).fill(1e-3);
  for (const word of text.toLowerCase().match(/\p{L}+/gu) ?? []) {
    const at = Math.floor(DIMENSIONS * anchor(word, 0, word.length));
    vector[at] = (vector[at] as number) + 1;
  }
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
}
