import { anchor } from "../text/anchor.ts";
import type { Word } from "./words.ts";

// How many windows a text without headings has on average between two places where the count starts anew: with 3 of them
// a paragraph put into 47 windows moves 11 % of them on average, with 2 of them 9 %.
const WINDOWS_PER_RESTART = 2;
// What a window that is cut short there holds at least, so that text which repeats itself has no row of crumbs.
const LEAST_SHARE = 0.25;

/**
 * Windows of at most `capacity` tokens. One also ends before a word that says so by itself: one whose beginning, hashed
 * with what follows it, falls below a bound. Else every window behind an inserted word would hold other words; so those
 * behind the next such place are as they were (content-defined chunking).
 */
export function* windowsOf(text: string, words: Iterable<Word>, capacity: number): Generator<Word[]> {
  let open: Word[] = [];
  let cost = 0;
  for (const word of words) {
    const full = open.length > 0 && cost + word.cost > capacity;
    if (full || (cost >= LEAST_SHARE * capacity && restartsAt(text, word, capacity))) {
      yield open;
      open = [];
      cost = 0;
    }
    open.push(word);
    cost += word.cost;
  }
  if (open.length > 0) yield open;
}

function restartsAt(text: string, { start, cost }: Word, capacity: number): boolean {
  return anchor(text, start, text.length) < cost / (WINDOWS_PER_RESTART * capacity);
}
