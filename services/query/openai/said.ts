import type { AnswerPart, Citation, TokenCount } from "@footnote/contracts";
import { before, opening, understoodNote, unwrittenNote } from "../forms/answer-text.ts";
import type { AnswerEvent } from "../question-path.ts";

/** How an answer is told to a chat client. */
export interface Manner {
  /** Makes a document's text harmless for a program that may draw it: see neutral.ts. */
  readonly shown: (text: string) => string;
  /** Whether sources stand in the text, for clients that show no annotations. */
  readonly withSources: boolean;
  /** Where footnotes open, such as "http://localhost:8080". */
  readonly origin: string;
}

export interface Annotation {
  readonly type: "url_citation";
  readonly url_citation: {
    readonly start_index: number;
    readonly end_index: number;
    readonly url: string;
    readonly title: string;
  };
}

/** An answer as text that grows, with what each stretch of it rests on. */
export class Said {
  text = "";
  tokens: TokenCount = { read: 0, written: 0 };
  readonly annotations: Annotation[] = [];
  readonly #manner: Manner;
  /** Footnotes by what they open, in their order: the n-th is [n]. */
  readonly #sources = new Map<string, string>();
  #isBegun = false;
  #understood = "";
  #opening = "";

  constructor(manner: Manner) {
    this.#manner = manner;
  }

  /** What is added to the text. */
  add(event: AnswerEvent): string {
    const length = this.text.length;
    const { shown } = this.#manner;
    switch (event.kind) {
      case "understood":
        this.#understood = understoodNote(shown(event.question));
        break;
      // Whether anything is left to be shown is known with the first part.
      case "closest":
        this.#opening += shown(opening("closest", event.unknown));
        break;
      case "unwritten":
        this.#opening += unwrittenNote(event.unwritten);
        break;
      case "part":
        this.#addPart(event.part);
        break;
      case "answer":
        if (!this.#isBegun) this.text += this.#understood + event.answer.text;
        // What was answered before costs nobody anything now.
        if (event.answer.cached === undefined) this.tokens = event.answer.writing?.tokens ?? this.tokens;
        if (this.#manner.withSources && this.#sources.size > 0)
          this.text += `\n\n${[...this.#sources.values()].join("\n")}`;
    }
    return this.text.slice(length);
  }

  #addPart(part: AnswerPart): void {
    const { shown, origin, withSources } = this.#manner;
    this.text += this.#isBegun ? before(part) : this.#understood + this.#opening;
    this.#isBegun = true;
    const start_index = this.text.length;
    this.text += shown(part.text);
    const end_index = this.text.length;
    const numbers: number[] = [];
    for (const citation of part.citations) {
      const url = urlOf(origin, citation);
      const title = shown(citation.title);
      this.annotations.push({ type: "url_citation", url_citation: { start_index, end_index, url, title } });
      if (!this.#sources.has(url)) {
        const page = citation.page === null ? "" : `, page ${citation.page}`;
        this.#sources.set(url, `[${this.#sources.size + 1}] ${title}${page}: ${url}`);
      }
      numbers.push([...this.#sources.keys()].indexOf(url) + 1);
    }
    // A mark behind a table's or code's last line would be a part of it.
    const isFigure = ["table", "code"].includes(part.blocks.at(-1)?.kind ?? "");
    if (withSources)
      this.text += (isFigure ? "\n\n" : " ") + [...new Set(numbers)].map((number) => `[${number}]`).join("");
  }
}

function urlOf(origin: string, { document, version, start, end }: Citation): string {
  return `${origin}/documents/${document}?version=${version}&start=${start}&end=${end}`;
}
