import type { AnswerEnd } from "./answer-cache.ts";

const ENDS: Readonly<Record<AnswerEnd, string>> = {
  changed: "something that it rests on changed",
  arrived: "something new may belong to it",
  expired: "its time was over",
  unverified: "a quote did not stand in the text any more",
  wrong: "somebody said that it answers another question",
  "crowded out": "others were worth more",
};

/** For people; of a store that is newer than whoever asks, what it calls it. */
export function sayEnd(why: string): string {
  return Object.hasOwn(ENDS, why) ? ENDS[why as AnswerEnd] : why;
}
