import { unifyCase } from "./case.ts";
import { dropCourtesy } from "./courtesy.ts";
import { dropCommas, dropEnds, unifyMarks } from "./marks.ts";
import { unifyCharacters } from "./unicode.ts";

/**
 * A question as people mean it: the key of the exact layer. Two questions with the same key are written alike but for case,
 * spaces, marks that say nothing, and forms of the same character; never but for a number, a negation or an identifier. In
 * doubt two keys differ, which costs an answer that is computed once more. Idempotent, in time linear in the length.
 *
 * Wherever an invisible or look-alike character could carry something that a reader does not see and a language model does, it
 * stays: a question with a hidden text has a key of its own.
 *
 * @example normalise("  What’s the VPN for IT ?!") // "what's the vpn for IT"
 */
export function normalise(question: string): string {
  let form = question;
  // What is dropped can bring to light what the first pass did not see: a space at the end, a word that now opens the text.
  for (let before: string | undefined; before !== form; ) {
    before = form;
    form = normaliseOnce(form);
  }
  return form;
}

/** Never longer than the last form from the second time on, and so soon the same. */
function normaliseOnce(question: string): string {
  const unified = unifyMarks(unifyCharacters(question));
  let bare = unifyCase(unified);
  // "please please", and what comes to light below it.
  for (let before = ""; before !== bare; ) {
    before = bare;
    bare = dropCommas(dropEnds(dropCourtesy(dropEnds(bare))));
  }
  // "???" asks nothing, and is not "!!!".
  return bare || unified || question.trim();
}
