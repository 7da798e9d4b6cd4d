import { baseOf } from "./verbs.ts";

const IRREGULAR: ReadonlyMap<string, string> = new Map(
  `children child|people person|persons person|men man|women woman|feet foot|teeth tooth|mice mouse|wives wife|knives knife
  |shelves shelf|halves half|used use|using use|dying die|lying lie|tying tie`
    .split("|")
    .map((pair) => pair.trim().split(" ") as [string, string]),
);
/** Forms that are words of their own: "news" is not "new", a "building" is nothing that is built. */
const AS_THEY_ARE = new Set(
  `news customs goods works damages contents stairs clothes arms glasses premises means series species always this his its thus bus gas plus perhaps us yes as was
  has is does less lens status campus virus analysis basis crisis process access address business illness press
  building meeting meaning training parking housing ceiling morning evening string thing king ring wing spring during bring sing
  something anything nothing everything wedding lighting heating wiring clothing funding rating setting drawing painting
  listing briefing hearing mailing marketing accounting banking engineering packing being boarding bearing
  sterling shilling sibling pudding sting swing cling nursing teaching spelling saving savings earnings
  headquarters physics mathematics economics politics athletics hundred sacred wicked naked wed shed red bed need speed
  feed seed indeed exceed proceed succeed embed united`.split(/\s+/u),
);
const VOWEL = /[aeiouy]/u;

/**
 * The forms that a dictionary may have it in: "policies" is "policy", "claimed" and "claiming" are "claim" (or "claime": which
 * of both only a dictionary knows). In lower case.
 */
export function lemmasOf(word: string): readonly string[] {
  const plain = word.replace(/'s?$/u, "");
  const irregular = IRREGULAR.get(plain) ?? baseOf(plain);
  if (irregular !== undefined) return [irregular];
  if (AS_THEY_ARE.has(plain) || plain.length < 4 || !/^[a-z]+$/u.test(plain)) return [plain];
  if (/ie[sd]$/u.test(plain)) return [plain.length > 4 ? `${plain.slice(0, -3)}y` : plain.slice(0, -1)];
  if (/(?:ss|x|ch|sh|zz)es$/u.test(plain)) return [plain.slice(0, -2), plain.slice(0, -1)];
  if (/[^sui]s$/u.test(plain)) return [plain.slice(0, -1)];
  const stem = /^(.*)(?:ed|ing)$/u.exec(plain)?.[1];
  if (stem === undefined || stem.length < 3 || !VOWEL.test(stem) || plain.endsWith("eed")) return [plain];
  // "stopped" is of "stop", "called" of "call".
  const doubled = /([bdgmnprt])\1$/u.test(stem);
  if (/ll$/u.test(stem)) return [stem, stem.slice(0, -1)];
  return doubled ? [stem.slice(0, -1), stem] : [stem, `${stem}e`];
}

/** Whether it is the form of a verb that goes on: "paying", but no "building". */
export function isContinuous(word: string): boolean {
  return word.endsWith("ing") && !AS_THEY_ARE.has(word) && lemmasOf(word)[0] !== word;
}
