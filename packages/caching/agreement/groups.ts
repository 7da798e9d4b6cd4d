/** Words and phrases of which one stands for another. */
export interface Groups {
  /** The longest of them that begins at that word, with its length in words; undefined where none does. */
  startingAt(
    words: readonly string[],
    at: number,
  ): { readonly length: number; readonly forms: readonly string[] } | undefined;
  /** Whether it stands anywhere in them: which of a word's possible forms a dictionary has. */
  knows(word: string): boolean;
}

const LONGEST = 5;

/**
 * Reads a group a line, its members parted by "|".
 *
 * @param wordsOf the words of a member as they will be looked for
 */
export function groupsFrom(list: string, wordsOf: (member: string) => readonly string[]): Groups {
  const forms = new Map<string, string[]>();
  const known = new Set<string>();
  for (const [number, line] of list.trim().split("\n").entries()) {
    for (const member of line.split("|")) {
      const words = wordsOf(member.trim());
      for (const word of words) known.add(word);
      const key = words.join(" ");
      forms.set(key, [...(forms.get(key) ?? []), `#${number}`]);
    }
  }
  return {
    knows: (word) => known.has(word),
    startingAt(words, at) {
      for (let length = Math.min(LONGEST, words.length - at); length > 0; length--) {
        const found = forms.get(words.slice(at, at + length).join(" "));
        if (found !== undefined) return { length, forms: found };
      }
      return undefined;
    },
  };
}
