const SEGMENTER = new Intl.Segmenter("en", { granularity: "sentence" });

export function sentencesOf(text: string): string[] {
  return [...SEGMENTER.segment(text)]
    .map(({ segment }) => segment.trim())
    .filter((sentence) => sentence !== "");
}
