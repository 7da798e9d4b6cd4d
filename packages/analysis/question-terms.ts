import type { QuestionTerms, Rescue } from "@footnote/contracts";
import { type Atom, atomsOf, canonical } from "./atoms.ts";
import { sequenceTerms } from "./compound-terms.ts";
import { fold } from "./fold.ts";
import { type Forms, questionForms } from "./forms.ts";
import { identifiersOf } from "./identifiers.ts";
import { languageOf } from "./language.ts";
import { runTerms, signTerms } from "./read-run.ts";
import { type Run, runsOf } from "./runs.ts";

/** Of a longer question, which is a text, the first: the rest says little more. */
const MOST_RUNS = 200;
/** "CVE 2024 6387", or an account number in groups. */
const MOST_GROUPS_JOINED = 8;
/** "co operation", "on call", "e mail": words that are written together begin or end with a short one. */
const SHORT_WORD = 3;
const LONG_WORD = /^\P{N}{6,}$/u;
const SHORTEST_COMPOUND = 6;
const SHORTEST_PART = 3;

/** See Analyzer.questionTerms. */
export function questionTerms(question: string): QuestionTerms {
  const runs = [...runsOf(question.normalize("NFKC"))].slice(0, MOST_RUNS);
  const words = runs.map(({ text }) => text.toLowerCase());
  const language = languageOf(words, 1);
  const forms = questionForms(language, false);
  const ofRun = runs.map((run) => [...runTerms(run.text, forms), ...signTerms(run)]);
  const own = new Set(ofRun.flat());
  const withVariants = questionForms(language, true);
  const isGerman = language === undefined || language === "de";
  const variants = runs.flatMap(({ text }) => [
    ...runTerms(text, withVariants),
    ...(isGerman ? bareUmlauts(text.toLowerCase()).flatMap((word) => [...forms.of(word)]) : []),
  ]);
  return {
    own: [...own],
    variants: [...new Set([...variants, ...joinedTerms(runs, forms)]).difference(own)],
    rescues: runs.flatMap((run, at) => rescuesOf(run, runs[at + 1], ofRun[at] as string[], forms)),
    identifiers: identifiersOf(runs),
  };
}

/** "Kuendigung" is written with a "u" where parts of compounds are concerned, which fold: "Kündigungsfrist". */
function bareUmlauts(word: string): string[] {
  if (word.length < SHORTEST_COMPOUND || !/^[a-z]*[aou]e[a-z]*$/.test(word)) return [];
  return [word.replaceAll(/([aou])e/g, "$1")];
}

function joinedTerms(runs: readonly Run[], forms: Forms): string[] {
  const atoms = runs.map(({ text }) => atomsOf(text));
  const terms: string[] = [];
  for (let start = 0; start < runs.length - 1; start++) {
    const joined: Atom[] = [...(atoms[start] as Atom[])];
    const last = Math.min(runs.length, start + MOST_GROUPS_JOINED);
    for (let end = start + 1; end < last && runs[end]?.follows === true; end++) {
      joined.push(...(atoms[end] as Atom[]));
      const isPair = end === start + 1 && joined.some(({ text }) => text.length <= SHORT_WORD);
      const isNumbered = joined.some(({ isNumber }) => isNumber);
      if (isPair || isNumbered) terms.push(...sequenceTerms(joined, forms));
      // "berth 12 costs" is no account number.
      if (isNumbered && runs.slice(start, end + 1).some(({ text }) => LONG_WORD.test(text))) break;
    }
  }
  return terms;
}

/** A word that no document holds may stand there in two words, or as one with the next. */
function rescuesOf(run: Run, next: Run | undefined, missing: readonly string[], forms: Forms): Rescue[] {
  const word = fold(run.text.toLowerCase());
  if (missing.length === 0 || !/^[a-z]+$/.test(word)) return [];
  const instead: string[][] = [];
  if (word.length >= SHORTEST_COMPOUND) {
    for (let at = SHORTEST_PART; at <= word.length - SHORTEST_PART; at++)
      for (const first of forms.of(word.slice(0, at)))
        for (const second of forms.of(word.slice(at))) instead.push([first, second]);
  }
  if (next?.follows === true) {
    const whole = canonical([...atomsOf(run.text), ...atomsOf(next.text)]);
    instead.push(...forms.of(whole).map((term) => [term]));
  }
  return [{ missing, instead }];
}
