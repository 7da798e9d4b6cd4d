/** A line that ends a sentence, and one that goes on with the line above. */
export const SENTENCE_END = /[.!?:;。！？：；…]["'”’)\]]*$/u;
export const GOES_ON = /^[\p{Ll}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}(]/u;
