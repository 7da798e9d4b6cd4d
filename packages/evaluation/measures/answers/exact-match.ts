/** 1 where the answer is the reference, character for character, else 0: RAGAS' ExactMatch. */
export function exactMatch(answer: string, reference: string): number {
  return answer === reference ? 1 : 0;
}
