import type { Token } from "../tokens.ts";
import { NUMBERS } from "./words.ts";

const RATES: ReadonlyMap<string, string> = new Map(
  "hourly hour|daily day|nightly night|weekly week|monthly month|quarterly quarter|yearly year|annual year"
    .split("|")
    .map((pair) => pair.split(" ") as [string, string]),
);
/** What is counted through: "the third floor" is "floor 3". */
const COUNTED = new Set("floor storey level chapter section paragraph article grade gate quarter".split(" "));
const word = (text: string): Token => ({ text, kind: undefined, hasCapital: false });

/** "daily allowance" as "allowance per day". What has such a word in its name keeps it. */
export function withRatesLast(tokens: readonly Token[], isInName: (at: number) => boolean): Token[] {
  const rates: Token[] = [];
  const others = tokens.filter(({ text, kind }, at) => {
    const unit = kind === undefined && !isInName(at) ? RATES.get(text) : undefined;
    if (unit !== undefined) rates.push(word("per"), word(unit));
    return unit === undefined;
  });
  return [...others, ...rates];
}

/** "third floor" as "floor 3". */
export function withNumbersBehind(tokens: readonly Token[]): Token[] {
  const result = [...tokens];
  for (const [at, { text, kind }] of tokens.entries()) {
    const next = tokens[at + 1];
    const ordinal = (kind === "number" ? text : NUMBERS.get(text))?.match(/^(\d+)\.$/u)?.[1];
    if (ordinal === undefined || next === undefined || !COUNTED.has(next.text)) continue;
    result[at] = next;
    result[at + 1] = { text: ordinal, kind: "number", hasCapital: false };
  }
  return result;
}
