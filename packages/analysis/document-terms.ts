import { sequenceTerms } from "./compound-terms.ts";
import { splitsOf } from "./decompound.ts";
import { fold } from "./fold.ts";
import { documentForms, type Forms } from "./forms.ts";
import { groupsOf } from "./groups.ts";
import { DEFAULT_LANGUAGE, LATIN_LANGUAGES, type LatinLanguage, languageOf } from "./language.ts";
import { Memory } from "./memory.ts";
import { runTerms, signTerms } from "./read-run.ts";
import { type Run, runsOf } from "./runs.ts";
import { LATIN_STEMMERS } from "./snowball/stemmers.ts";

/** How much of the text around tells its language. */
const AROUND_CHARACTERS = 20_000;
/** As many function words in the passage itself outweigh what lies around it. */
const OWN_STOP_WORDS = 8;

interface Reader {
  readonly forms: Forms;
  readonly memory: Memory<readonly string[]>;
}

/** See Analyzer.documentTerms. */
export class DocumentAnalysis {
  readonly #readers = new Map<LatinLanguage, Reader>(
    LATIN_LANGUAGES.map((language) => [language, { forms: documentForms(language), memory: new Memory() }]),
  );
  #around: { text: string; language: LatinLanguage } = { text: "", language: DEFAULT_LANGUAGE };

  terms(text: string, around: string): string[] {
    const runs = [...runsOf(text.normalize("NFKC"))];
    const language = languageOf(lower(runs), OWN_STOP_WORDS) ?? this.#languageAround(around);
    const { forms, memory } = this.#readers.get(language) as Reader;
    const compute = (run: string) => [
      ...runTerms(run, forms),
      ...(language === "de" ? compoundParts(run) : []),
    ];
    const terms: string[] = [];
    for (const run of runs) {
      for (const term of memory.get(run.text, compute)) terms.push(term);
      if (run.sign !== "") terms.push(...signTerms(run));
    }
    for (const groups of groupsOf(runs))
      for (let start = 0; start < groups.length - 1; start++)
        terms.push(...sequenceTerms(groups.slice(start).flat(), forms));
    return terms;
  }

  /** Passages of a document come one after another. */
  #languageAround(text: string): LatinLanguage {
    if (this.#around.text !== text)
      this.#around = {
        text,
        language: languageOf(lower([...runsOf(text.slice(0, AROUND_CHARACTERS))])) ?? DEFAULT_LANGUAGE,
      };
    return this.#around.language;
  }
}

function* lower(runs: readonly Run[]): Generator<string> {
  for (const { text } of runs) yield text.toLowerCase();
}

/** Both sides of each place at which a German word may be put together, the linking "s" taken off. */
function compoundParts(run: string): string[] {
  const stem = LATIN_STEMMERS.de;
  return splitsOf(fold(run.toLowerCase())).flatMap(([first, second]) => [stem(first), stem(second)]);
}
