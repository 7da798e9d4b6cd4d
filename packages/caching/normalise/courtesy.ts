/** As many words after "please" are what is asked. */
const LEAST_ASKED_WORDS = 3;
const OPENING = /^(?:please|bitte),? (?=\p{L})/iu;
/** After a comma or a mark of its own: "what does it mean to please" ends with what it asks about. */
const CLOSING = /[,?!.] ?(?:please|bitte|thanks|thank you|danke|vielen dank)$/iu;

/** Without "please" at the beginning, and thanks at the end. */
export function dropCourtesy(text: string): string {
  const opened = text.replace(OPENING, "");
  const isAsked = opened.split(" ").length >= LEAST_ASKED_WORDS;
  return (isAsked ? opened : text).replace(CLOSING, "");
}
