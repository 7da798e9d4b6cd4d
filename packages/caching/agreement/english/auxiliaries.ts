import type { Token } from "../tokens.ts";
import { isContinuous } from "./lemma.ts";
import { isParticiple, isPast } from "./verbs.ts";
import { PREPOSITIONS } from "./words.ts";

/** What the auxiliary verbs of a question say, and its tokens without them. */
export interface Predicate {
  readonly tense: string;
  readonly modality: readonly string[];
  readonly isPassive: boolean;
  /** What stands behind an auxiliary verb: who does it. */
  readonly subjects: ReadonlySet<Token>;
  /** Whether it says that something is needed: "a permit is required". */
  readonly needs: boolean;
  readonly tokens: readonly Token[];
}

const PRESENT = new Set(["is", "are", "am", "do", "does"]);
const PAST = new Set(["was", "were", "did"]);
const BE = new Set(["is", "are", "am", "was", "were", "be", "been", "being"]);
const DO = new Set(["do", "does", "did"]);
const HAVE = new Set(["have", "has", "had"]);
/** "can" may say that something is allowed or that it is possible. */
const MODALS: Readonly<Record<string, readonly string[]>> = {
  can: ["allowed", "possible"],
  could: ["allowed", "possible"],
  may: ["allowed"],
  might: ["might"],
  must: ["must"],
  shall: ["should"],
  should: ["should"],
  would: ["would"],
};
/** The same with a "to" behind it. */
const WITH_TO: Readonly<Record<string, readonly string[]>> = {
  have: ["must"],
  has: ["must"],
  had: ["must"],
  need: ["must"],
  needs: ["must"],
  needed: ["must"],
  required: ["must"],
  obliged: ["must"],
  obligated: ["must"],
  mandatory: ["must"],
  compulsory: ["must"],
  necessary: ["must"],
  ought: ["should"],
  supposed: ["should"],
  allowed: ["allowed"],
  permitted: ["allowed"],
  ok: ["allowed"],
  okay: ["allowed"],
  able: ["possible"],
  possible: ["possible"],
};
/** "are interns entitled to a bonus" is whether they get one. */
const ENTITLED = /^(?:entitled to|eligible (?:for|to))$/u;
const PERMITS = new Set(["allowed", "permitted", "possible", "ok", "okay"]);
const NEEDS = new Set(["required", "needed", "mandatory", "compulsory", "obligatory", "necessary"]);

export function predicateOf(all: readonly Token[], asks: string): Predicate {
  const tokens: Token[] = [];
  const modality: (readonly string[])[] = [];
  let [hasPresent, hasPast, isFuture, isPerfect, hasBe, needs] = [false, false, false, false, false, false];
  let hasDo = false;
  const subjects = new Set<Token>();
  const behind = new Set<Token | undefined>();
  for (let at = 0; at < all.length; at++) {
    const token = all[at] as Token;
    const { text } = token;
    const next = all[at + 1]?.text;
    const kept = tokens.length;
    const withTo = next === "to" && !isThingNeeded(all, at, asks) ? WITH_TO[text] : undefined;
    if (token.kind !== undefined || (text === "may" && token.hasCapital)) tokens.push(token);
    else if (text === "going" && next === "to") [isFuture, at] = [true, at + 1];
    else if (ENTITLED.test(`${text} ${next}`)) {
      tokens.push({ ...token, text: "get" });
      hasBe = false;
      at++;
    } else if (/^gets?$/u.test(text) && isParticiple(next ?? "")) hasBe = true;
    else if (withTo !== undefined) {
      modality.push(withTo);
      hasPast ||= text === "had";
      // "is it possible to return what was opened": that it is possible has nothing to do with being opened.
      if (!/^(?:ha(?:ve|s|d)|needs?)$/u.test(text)) hasBe = false;
      if (tokens.at(-1)?.text === "it") tokens.pop();
      at++;
    } else if (PERMITS.has(text) && asks === "whether") modality.push(WITH_TO[text] as readonly string[]);
    else if (NEEDS.has(text) && asks !== "none") needs = true;
    else if (BE.has(text)) {
      hasBe = true;
      hasPresent ||= PRESENT.has(text);
      hasPast ||= PAST.has(text);
    } else if (DO.has(text) && !hasDo && next !== undefined) {
      hasDo = true;
      hasPresent ||= text !== "did";
      hasPast ||= text === "did";
    } else if (text === "will") isFuture = true;
    // What must be worn is needed: "are gloves mandatory".
    else if (text === "wear" && asks === "whether" && modality.at(-1)?.[0] === "must") {
      needs = true;
      modality.pop();
    } else if (MODALS[text] !== undefined) modality.push(MODALS[text] as readonly string[]);
    else if (HAVE.has(text) && !hasDo && all.slice(at + 1, at + 5).some((one) => isParticiple(one.text))) {
      isPerfect = true;
      hasPast ||= text === "had";
    } else tokens.push(token);
    if (tokens.length <= kept) behind.add(all[at + 1]);
    else if (behind.has(token)) subjects.add(token);
  }
  const isPassive = hasBe && tokens.some(({ text }) => isParticiple(text));
  // "Who is paying" is not "who pays", and not at all "who is paid"; "is smoking allowed" asks about what is done at any time.
  // What a deadline is for is no more going on than what is done at any time.
  const hasContinuous = tokens.some(
    ({ text }, at) => isContinuous(text) && !PREPOSITIONS.has(tokens[at - 1]?.text ?? ""),
  );
  const isGoingOn = hasBe && !isPassive && modality.length === 0 && !needs && hasContinuous;
  const isActivePast = !hasPresent && modality.length === 0 && tokens.some(({ text }) => isPast(text));
  const tense = isFuture
    ? "future"
    : isPerfect && !hasPast
      ? "perfect"
      : hasPast || isActivePast
        ? "past"
        : "present";
  return {
    tense: isGoingOn ? `${tense} continuous` : tense,
    modality: modalityOf(modality, asks),
    isPassive,
    subjects,
    needs,
    tokens,
  };
}

/** "Is a permit required to dig", "which papers are required to marry": no person has to do anything, a thing is needed. */
function isThingNeeded(all: readonly Token[], at: number, asks: string): boolean {
  if (!NEEDS.has(all[at]?.text ?? "")) return false;
  if (asks === "whether") return /^an?$/u.test(all[1]?.text ?? "");
  return /^(?:what|how many|how much)$/u.test(asks) && !BE.has(all[0]?.text ?? "");
}

/** Whoever asks how, where or why, asks how it can, may or should be done. */
function modalityOf(said: readonly (readonly string[])[], asks: string): readonly string[] {
  const joined = new Set(said.map((one) => one.join(" ")));
  if (/^(?:how|where|what to do)$/u.test(asks) && !joined.has("must")) return ["is"];
  // What one should bring is what one brings, but whether one should is another question.
  if (asks !== "whether") joined.delete("should");
  // "Who has to sign" is who signs, and not who may.
  if (asks === "who" && joined.size === 1 && joined.has("must")) return ["is", "must"];
  if (joined.size > 1) return [[...joined].toSorted().join(" and ")];
  return said.find((one) => joined.has(one.join(" "))) ?? ["is"];
}
