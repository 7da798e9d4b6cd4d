import type { Token } from "../tokens.ts";
import type { Predicate } from "./auxiliaries.ts";
import { PREPOSITIONS } from "./words.ts";

const SPEAKER = new Set(["i", "me", "my", "myself"]);
const SPOKEN_TO = new Set(["you", "your", "yourself"]);
const ANYBODY = new Set(
  "i one employee employees staff worker workers somebody someone anyone anybody".split(" "),
);
const OTHERS = new Set("he she they people".split(" "));
const US = new Set("we you company organisation organization employer firm".split(" "));
/** Who does what nobody is said to do: "do you reimburse meals" is "are meals reimbursed". */
const ORGANISATION = new Set([...US].filter((word) => word !== "we"));
/** What "we" and "you" do as anybody who works here: "do you get …", not "do you pay …". */
const FOR_ANYBODY = new Set(["get", "need", "have", "receive"]);

/** Whether it is a word for whoever asks, whoever is asked, or anybody. */
export function isPerson(word: string): boolean {
  return SPEAKER.has(word) || SPOKEN_TO.has(word) || ANYBODY.has(word) || US.has(word) || OTHERS.has(word);
}

/** Where "I" and "you" both stand, they are two. */
export function areTwo(tokens: readonly Token[]): boolean {
  return tokens.some(({ text }) => SPEAKER.has(text)) && tokens.some(({ text }) => SPOKEN_TO.has(text));
}

/**
 * The words of a question without the one who does it, where that is whoever asks: "how do I", "can employees", "how many days
 * do we get". An organisation that pays and a person who does stay two, and so do who dismisses and who is dismissed.
 */
export function withoutAnybody(
  { tokens, subjects, isPassive, modality, needs }: Predicate,
  asks: string,
): readonly Token[] {
  const isAnybodys = needs || !modality.includes("is") || /^(?:how|where|when|why|what to do)/u.test(asks);
  // "Do I pay" is not "do you pay".
  const isWhether = asks === "whether" && !isAnybodys;
  return tokens.filter((token, at) => {
    const before = tokens[at - 1];
    const isSubject =
      subjects.has(token) ||
      token.text === "i" ||
      token.text === "we" ||
      (before === undefined ? asks === "none" : PREPOSITIONS.has(before.text));
    if (token.kind !== undefined || !isSubject || isPassive) return true;
    const { text } = token;
    const next = tokens[at + 1]?.text ?? "";
    if (isWhether && !FOR_ANYBODY.has(next)) return !ORGANISATION.has(text);
    const isUs = US.has(text) && (isAnybodys || FOR_ANYBODY.has(next));
    return !isUs && !ANYBODY.has(text);
  });
}
