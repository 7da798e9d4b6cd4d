import { splitSentences } from "../sentences.ts";
import { takeMarkers } from "./markers.ts";
import { plain } from "./plain.ts";

/** One sentence, item or piece of code that a model wrote. */
export interface Written {
  readonly kind: "sentence" | "item" | "code";
  /** Without citations and markup. */
  readonly text: string;
  /** The numbers that it cites; empty where none. */
  readonly cited: readonly number[];
  /** Whether a paragraph or list begins with it. */
  readonly opens: boolean;
  /** Of an item of a numbered list its number. */
  readonly ordinal: number | undefined;
}

/** Of a text that goes on; what follows "Sources:" are no claims. */
const LIST_OF_SOURCES = /^\s*(?:sources?|references?|citations?|quellen|footnotes?)\s*:?\s*$/iu;
/** Whether "yes" is the right word for what follows, no passage says. */
const PARTICLE = /^\s*(?:yes|no|ja|nein)[,.:!]\s+(?=\S)/iu;
const ITEM = /^\s{0,12}(?:[-*•‣–]|(\d{1,3})[.)])\s+(?=\S)/u;
/** What may still be a citation of the sentence before: half a word, or one that citations begin with. */
const MAY_CITE =
  /^(?:[\p{L}\p{M}’'-]*$|(?:see|as|from|in|per|laut|according|sources?|passages?|documents?|refs?|references?|quellen?)(?![\p{L}\p{M}])|[^\p{L}])/iu;
/** So much of it is a sentence of its own, whatever it begins with. */
const BEGUN = 24;
/** Longer lines are cut: no document's sentence is as long. */
const LONGEST_LINE = 4_000;

/**
 * Reads what a model writes while it writes. `push` and `end` give the sentences that are whole now, in order: each at the
 * latest when the next one is under way, since its citation may stand behind its full stop.
 */
export class WrittenText {
  #line = "";
  /** How much of the line has been given out as sentences. */
  #given = 0;
  #held: Written | undefined;
  #isNewParagraph = true;
  #kindBefore: Written["kind"] | undefined;
  #inSources = false;
  #inThought = false;
  #code: string[] | undefined;

  push(text: string): Written[] {
    const written: Written[] = [];
    const lines = (this.#line + text).split("\n");
    this.#line = "";
    for (const [at, line] of lines.entries()) {
      const isLast = at === lines.length - 1;
      if (isLast) this.#line = line;
      if (!isLast || line.length > LONGEST_LINE) {
        written.push(...this.#readLine(line.slice(0, LONGEST_LINE), true));
        this.#given = 0;
        this.#line = isLast ? line.slice(LONGEST_LINE) : "";
      } else written.push(...this.#readLine(line, false));
    }
    return written;
  }

  /** What is whole of a text that was cut off: what it ends with is not. */
  cutOff(): Written[] {
    const written = this.#readLine(this.#line, false, () => true);
    if (this.#held !== undefined) written.push(this.#held);
    this.#held = undefined;
    return written;
  }

  end(): Written[] {
    const written = this.#line === "" ? [] : this.#readLine(this.#line, true);
    if (this.#code !== undefined) written.push(...this.#endCode());
    if (this.#held !== undefined) written.push(this.#held);
    this.#held = undefined;
    return written;
  }

  #readLine(line: string, isWhole: boolean, isBegun = hasBegun): Written[] {
    if (this.#isThought(line, isWhole)) return [];
    if (/^\s{0,3}(?:```|~~~)/u.test(line)) {
      if (!isWhole) return [];
      if (this.#code !== undefined) return this.#endCode();
      this.#code = [];
      return [];
    }
    if (this.#code !== undefined) {
      if (isWhole) this.#code.push(line);
      return [];
    }
    if (isWhole && LIST_OF_SOURCES.test(plain(line))) this.#inSources = true;
    if (this.#inSources || /^\s{0,3}(?:#{1,6}\s|[-*_]{3,}\s*$)/u.test(line)) return [];
    if (isWhole && line.trim() === "") {
      this.#isNewParagraph = true;
      return [];
    }
    return this.#readSentences(line, isWhole, isBegun);
  }

  /** Some models think aloud between these; nobody asked what. */
  #isThought(line: string, isWhole: boolean): boolean {
    if (/<think(?:ing)?>/u.test(line)) this.#inThought = true;
    const was = this.#inThought;
    if (isWhole && /<\/think(?:ing)?>/u.test(line)) this.#inThought = false;
    return was;
  }

  #readSentences(line: string, isWhole: boolean, isBegun: (rest: string) => boolean): Written[] {
    const item = ITEM.exec(line);
    const body = item === null ? line : line.slice(item[0].length);
    // An item is one claim, however many sentences it has: it stands or falls as a whole.
    if (item !== null && !isWhole) return [];
    // What is not closed yet may turn out to be a link, a citation or emphasis.
    if (!isWhole && isOpen(line)) return [];
    const { text, markers } = takeMarkers(plain(body));
    const spans = item === null ? splitSentences(text, 0, text.length) : [{ start: 0, end: text.length }];
    const ends = spans.map((_, at) => spans[at + 1]?.start ?? text.length);
    const kind = item === null ? "sentence" : "item";
    const written: Written[] = [];
    if (spans.length === 0 || text.trim() === "") {
      const cited = markers.flatMap(({ numbers }) => numbers);
      if (isWhole && cited.length > 0) this.#cite(cited);
      return [];
    }
    for (const [at, span] of spans.entries()) {
      if (at < this.#given) continue;
      const next = spans[at + 1];
      if (!isWhole && (next === undefined || !isBegun(text.slice(next.start)))) break;
      const isFirst = at === 0;
      const cited = markers
        .filter((marker) => marker.at <= (ends[at] as number) && (isFirst || marker.at > span.start))
        .flatMap(({ numbers }) => numbers);
      const sentence = text
        .slice(span.start, span.end)
        .replace(PARTICLE, "")
        .replace(/\s+/gu, " ")
        // "28 days. [1]." has one full stop too many once its citation is out.
        .replace(/(?<=[.!?])\s+\.(?=\s|$)/gu, "")
        .replace(/\s+(?=[.,;:!?](?:\s|$))/gu, "")
        .trim();
      this.#given = at + 1;
      if (!/[\p{L}\p{N}]/u.test(sentence)) {
        if (cited.length > 0) this.#cite(cited);
        continue;
      }
      const previous = this.#held;
      this.#held = {
        kind,
        text: sentence.charAt(0).toUpperCase() === sentence.charAt(0) ? sentence : capital(sentence, body),
        cited: [...new Set(cited)],
        opens: this.#isNewParagraph || (isFirst && item === null) || this.#kindBefore !== kind,
        ordinal: item?.[1] === undefined ? undefined : Number(item[1]),
      };
      this.#isNewParagraph = false;
      this.#kindBefore = kind;
      if (previous !== undefined) written.push(previous);
    }
    // What is followed by the next sentence on its line has all its citations; what ends the line may be cited on the next.
    if (!isWhole && this.#held !== undefined && this.#given > 0) {
      written.push(this.#held);
      this.#held = undefined;
    }
    return written;
  }

  /** A line of citations belongs to the sentence before it. */
  #cite(numbers: readonly number[]): void {
    if (this.#held === undefined) return;
    this.#held = { ...this.#held, cited: [...new Set([...this.#held.cited, ...numbers])] };
  }

  #endCode(): Written[] {
    const text = (this.#code ?? []).join("\n");
    this.#code = undefined;
    const previous = this.#held;
    this.#held =
      text.trim() === "" ? undefined : { kind: "code", text, cited: [], opens: true, ordinal: undefined };
    this.#isNewParagraph = true;
    this.#kindBefore = "code";
    return previous === undefined ? [] : [previous];
  }
}

/** Whether what follows a sentence is the next one, and no citation of it. */
function hasBegun(rest: string): boolean {
  return rest.length >= BEGUN || !MAY_CITE.test(rest);
}

function isOpen(line: string): boolean {
  const count = (mark: RegExp) => line.match(mark)?.length ?? 0;
  if (count(/\*\*/gu) % 2 === 1 || count(/`/gu) % 2 === 1 || count(/__/gu) % 2 === 1) return true;
  // Behind a bracket that closes may stand where a link leads to.
  return [/\]$/u, /\[[^\]]*$/u, /\([^)]*$/u, /【[^】]*$/u, /<[^>]*$/u].some((open) => open.test(line));
}

/** "According to source 1, leave is …" and "Yes, leave is …" begin with a small letter once that is out. */
function capital(sentence: string, line: string): string {
  return line.trimStart().startsWith(sentence.slice(0, 8))
    ? sentence
    : sentence.charAt(0).toUpperCase() + sentence.slice(1);
}
