import type { Span } from "@footnote/contracts";
import type { GoldenPassage, GoldenQuestion } from "@footnote/evaluation";
import type { EvaluatedSystem, LiveDocument } from "./system.ts";

/** Where a passage stands that answers a question. */
export interface GoldPlace extends Span {
  readonly document: string;
}

/** The places of the question's passages, as far as they stand in a document that is searched. */
export type GoldPlaces = (question: GoldenQuestion) => Promise<GoldPlace[]>;

/** What each reader may read is listed once, and each document read once that a question names. */
export function openGoldPlaces(system: EvaluatedSystem): GoldPlaces {
  const listed = new Map<string, Promise<LiveDocument[]>>();
  const documentsOf = ({ reader }: GoldenQuestion) => {
    const key = JSON.stringify(reader);
    const documents = listed.get(key) ?? system.documents(reader);
    listed.set(key, documents);
    return documents;
  };
  const texts = new Map<string, Promise<string>>();
  const textOf = (document: LiveDocument, { reader }: GoldenQuestion) => {
    const text = texts.get(document.document) ?? system.text(document, reader);
    texts.set(document.document, text);
    return text;
  };
  return async (question) => {
    const places: GoldPlace[] = [];
    if (question.passages.length === 0) return places;
    const documents = await documentsOf(question);
    for (const passage of question.passages) {
      const found = documents.filter(
        ({ bucket, key }) => key === passage.key && (passage.bucket ?? bucket) === bucket,
      );
      for (const document of found)
        places.push(
          ...spansOf(passage, await textOf(document, question)).map((span) => ({
            document: document.document,
            ...span,
          })),
        );
    }
    return places;
  };
}

/** Every place where the quote stands, white space aside. */
function spansOf({ quote, start, end }: GoldenPassage, text: string): Span[] {
  if (quote === undefined)
    return start !== undefined && end !== undefined && end <= text.length ? [{ start, end }] : [];
  const words = quote.trim().split(/\s+/u).map(RegExp.escape);
  return [...text.matchAll(new RegExp(words.join("\\s+"), "gu"))].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
  }));
}

interface Placed extends Span {
  readonly document: string;
  readonly places: readonly { readonly document: string }[];
}

/** Whether the whole passage stands in it. Documents that hold the same passage have the same text. */
export function holds(found: Placed, gold: readonly GoldPlace[]): boolean {
  return gold.some((place) => isIn(found, place) && found.start <= place.start && place.end <= found.end);
}

/** Whether any of the passage stands in it. */
export function touches(found: Placed, gold: readonly GoldPlace[]): boolean {
  return gold.some((place) => isIn(found, place) && found.start < place.end && place.start < found.end);
}

function isIn({ document, places }: Placed, gold: GoldPlace): boolean {
  return document === gold.document || places.some((place) => place.document === gold.document);
}
