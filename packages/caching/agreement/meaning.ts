/** What a word of a question is, which is also what two questions can disagree about. */
export type WordKind =
  | "number"
  | "date"
  | "time"
  | "unit"
  | "identifier"
  | "name"
  | "place"
  | "negation"
  | "quantity"
  | "comparison"
  | "word";

export interface Word {
  /** As it was asked, in one form: "28", "day", "2026-03-01", "reimburse". */
  readonly text: string;
  readonly kind: WordKind;
  /** What it may be written as, and the groups of words that mean the same: two words are the same where they share one. */
  readonly forms: readonly string[];
  /** What is "paid" is not what is "paying", though both are of "pay". */
  readonly inflection?: "continuous" | "participle";
}

/** Words in a row, with the preposition or conjunction before them: "" for those that have none. */
export interface Phrase {
  readonly opens: string;
  readonly words: readonly Word[];
}

/** What a question asks, as far as rules can read it: two questions agree where nothing of it differs. */
export interface Meaning {
  readonly language: string;
  /** "who", "how many", "until when", "whether"; "none" for keywords. */
  readonly asks: string;
  /** present, past, perfect, future */
  readonly tense: string;
  /** What may, can, must or should be; questions agree where one of each is the same. */
  readonly modality: readonly string[];
  /** Whose it is, where that is said: "me" of "my", "you" of "your". Questions agree where one does not say, or one of each is the same. */
  readonly owners: readonly string[];
  readonly phrases: readonly Phrase[];
}
