import type {
  AnswererEvent,
  AnswerPart,
  AnswerRequest,
  GenerationEvent,
  TokenCount,
  Unwritten,
  Writing,
} from "@footnote/contracts";
import { NOT_ANSWERED } from "../prompt/messages.ts";
import type { Source } from "../prompt/source.ts";
import { contentTerms } from "../terms.ts";
import { endsWithColon } from "../units/unit.ts";
import { isWithinCondition } from "../verify/condition.ts";
import type { Evidence } from "../verify/evidence-in.ts";
import { disagreementWith } from "./disagreement.ts";
import { verified } from "./verified.ts";
import type { Written } from "./written.ts";

/** "The sources do not say": what a model says about the sources stands in none of them, and is no mistake. */
const DECLINES =
  /^(?:not (?:answered|found|mentioned|specified)\b|i (?:do not|don['’]t|cannot|can['’]t|could not|couldn['’]t|am unable|am sorry)\b|sorry\b|unfortunately\b|there is no (?:information|mention|source)\b|(?:the|these|none of the) (?:provided |given )?(?:sources?|passages?|documents?|text|context)\b.{0,40}\b(?:not|no|n['’]t)\b)/iu;
/** "This is described in source 1": claims nothing that anybody asked about, and is neither shown nor missed. */
const TELLS_WHERE =
  /^(?:(?:this|these|the|all|more|further|that)\b.{0,60}\b(?:is|are|can be)|(?:please )?(?:see|refer to))\b.{0,20}\b(?:described|stated|mentioned|found|outlined|provided|listed|given|detailed|available|explained|specified)?\b.{0,20}\b(?:sources?|passages?|documents? (?:above|provided|given))\b.{0,12}$/iu;
/** Where the passages were doubted to answer, a sentence must know this much of the question's words. */
const ASKED = 0.25;
const MOST_ASKED_AGAIN = 5;
/** A sentence or two may be said twice; small models that say more go round in circles. */
const MOST_REPEATED = 3;

/** When what a part rests on was written; the first of several. */
function writtenAt({ citations }: AnswerPart): string {
  return citations[0]?.writtenAt ?? "";
}

/** "Giving notice": copied from above a passage, and no claim. */
function isHeading(text: string, sources: readonly Source[]): boolean {
  return sources.some(
    ({ passage: { candidate }, evidence }) =>
      candidate.title === text ||
      candidate.headingPath.includes(text) ||
      evidence.some(({ unit }) => unit.headings.includes(text)),
  );
}

/** What becomes of what a model writes, as it writes it. */
export class Report {
  shown = 0;
  isCutOff = false;
  /** Everything that was written the first time. */
  text = "";
  readonly #model: string;
  readonly #asked: ReadonlySet<string>;
  readonly #isDoubtful: boolean;
  readonly #unsupported: string[] = [];
  readonly #said = new Set<string>();
  #tokens: TokenCount = { read: 0, written: 0 };
  #dropped = 0;
  #repeated = 0;
  #recited = 0;
  #isDeclined = false;
  #askedAgain = false;
  #hasDisagreement = false;
  #isAfterDisagreement = false;
  /** What introduces the items that follow, and whether one of them has been shown with it. */
  #leadIn: { readonly text: string; isShown: boolean } | undefined;

  constructor(model: string, question: string, isDoubtful: boolean) {
    this.#model = model;
    this.#asked = new Set(contentTerms(question));
    this.#isDoubtful = isDoubtful;
  }

  /** What is shown of it: itself where it is verified, and what another document says otherwise. */
  async *read(
    written: Written,
    sources: readonly Source[],
    { question, isVerified }: AnswerRequest,
  ): AsyncGenerator<AnswererEvent> {
    if (written.kind !== "item") this.#leadIn = undefined;
    if (DECLINES.test(written.text) || written.text.includes(NOT_ANSWERED)) {
      this.#isDeclined = true;
      return;
    }
    if (TELLS_WHERE.test(written.text) || isHeading(written.text, sources)) return;
    if (written.kind === "sentence" && endsWithColon(written.text)) {
      this.#leadIn = { text: written.text, isShown: false };
      return;
    }
    if (this.#said.has(written.text)) {
      this.#repeated += 1;
      return;
    }
    this.#said.add(written.text);
    const leadIn = written.kind === "item" ? this.#leadIn : undefined;
    const result = verified(written, leadIn?.text, leadIn?.isShown === false, sources);
    const isShown =
      result !== undefined &&
      this.#isAbout(written.text, result.evidence) &&
      isWithinCondition(`${leadIn?.text ?? ""} ${written.text}`, question, result.evidence) &&
      (await isVerified(result.part));
    if (!isShown) {
      this.#dropped += 1;
      this.#unsupported.push(leadIn === undefined ? written.text : `${leadIn.text} ${written.text}`);
      return;
    }
    if (leadIn !== undefined) leadIn.isShown = true;
    this.shown += 1;
    if (result.isRecited) this.#recited += 1;
    const other = this.#hasDisagreement ? undefined : disagreementWith(result.evidence, sources);
    const isTold = other !== undefined && (await isVerified(other));
    // What follows on another document's words is no part of them.
    const { continues: _, ...own } = result.part;
    if (!isTold) {
      yield { kind: "part", part: this.#isAfterDisagreement ? own : result.part };
      this.#isAfterDisagreement = false;
      return;
    }
    this.#hasDisagreement = true;
    this.#isAfterDisagreement = true;
    const isNewer = writtenAt(other) > writtenAt(own);
    yield { kind: "part", part: isNewer ? other : own };
    yield { kind: "part", part: { ...(isNewer ? own : other), disagrees: true } };
  }

  /** Whether it says what it has said already, and nothing else. */
  get isRepeating(): boolean {
    return this.#repeated >= MOST_REPEATED;
  }

  /** One text has ended. */
  end({ isWhole, tokens }: Extract<GenerationEvent, { kind: "end" }>): void {
    if (!isWhole) this.isCutOff = true;
    const { read, written } = this.#tokens;
    this.#tokens = { read: read + tokens.read, written: written + tokens.written };
  }

  /** What is worth asking for once more; nothing the second time. */
  toAskAgain(): string[] {
    if (this.#askedAgain || this.isCutOff || this.#unsupported.length === 0) return [];
    this.#askedAgain = true;
    // What is written better now counts as shown, and what is not has been dropped once.
    const again = this.#unsupported.splice(0).slice(0, MOST_ASKED_AGAIN);
    this.#dropped -= again.length;
    return again;
  }

  writing(): Writing {
    return {
      model: this.#model,
      shown: this.shown,
      dropped: this.#dropped,
      recited: this.#recited,
      askedAgain: this.#askedAgain,
      isCutOff: this.isCutOff,
      tokens: this.#tokens,
    };
  }

  /** Why nothing is shown. */
  unwritten(): Unwritten {
    return this.#isDeclined
      ? { code: "not_answered", message: "The language model found no answer in the passages." }
      : {
          code: "nothing_verified",
          message: "Nothing that the language model wrote could be verified in the passages.",
        };
  }

  #isAbout(text: string, evidence: readonly Evidence[]): boolean {
    if (this.#asked.size === 0) return true;
    const known = new Set(contentTerms(text));
    const knows = (term: string) =>
      known.has(term) || evidence.some(({ terms, termsAround }) => terms.has(term) || termsAround.has(term));
    const shared = [...this.#asked].filter(knows).length;
    return shared >= (this.#isDoubtful ? ASKED * this.#asked.size : 1);
  }
}
