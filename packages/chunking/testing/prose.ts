import type { Written } from "./documents.ts";

const TERMS = Array.from(
  { length: 400 },
  (_, at) => `t${String.fromCharCode(97 + (at % 26))}${Math.floor(at / 26).toString(36)}erm`,
);

/** Numbers in [0, 1), the same for the same seed (splitmix32). */
export function randomBy(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32;
  };
}

/** A sentence of 6 to 19 words, most of them of the topic. */
export function sentenceOf(topic: number, random: () => number): string {
  const words = Array.from(
    { length: 6 + Math.floor(14 * random()) },
    () => TERMS[(topic * 20 + Math.floor(30 * random())) % TERMS.length],
  );
  return `${words.join(" ").replace(/^t/, "T")}.`;
}

/** A paragraph of 2 to 6 sentences. */
export function paragraphOf(topic: number, random: () => number): Written {
  const sentences = Array.from({ length: 2 + Math.floor(5 * random()) }, () => sentenceOf(topic, random));
  return { kind: "paragraph", text: sentences.join(" ") };
}
