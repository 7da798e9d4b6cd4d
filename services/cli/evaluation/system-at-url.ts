import { type Answer, FootnoteError } from "@footnote/contracts";
import type { Client } from "../client.ts";
import type { EvaluatedSystem, LiveDocument, Principals } from "./system.ts";

/** The most that a search over HTTP gives. */
const DEPTH = 100;
/** Of a text over HTTP, which widens it. */
const WINDOW = 14_000;

/** A Footnote that is spoken to over HTTP, as whoever its server takes us for. */
export function systemAtUrl(url: string, client: Client, cache: "on" | "off"): EvaluatedSystem {
  const search = async (question: string, limit: number) => {
    const results = await client.footnote.search(question, { limit, explain: true });
    return results.map(({ explain, match, ...found }) => ({
      ...found,
      fused: explain?.fused ?? found.score,
      ...(explain?.lexical && { lexical: explain.lexical }),
      ...(explain?.dense && { dense: explain.dense }),
      match,
    }));
  };
  return {
    url,
    cache,
    async rank(question, reader) {
      mustBeNobody(reader);
      const found = await search(question, DEPTH);
      return found.map(({ match, ...section }) => ({ ...section, ...match }));
    },
    async sections(question, reader, limit) {
      mustBeNobody(reader);
      const found = await search(question, limit);
      return found.map(({ match, ...section }) => ({
        ...section,
        text: match.text,
        sectionText: section.text,
      }));
    },
    async answer(question, reader) {
      mustBeNobody(reader);
      return client.footnote.ask(question, { cache: cache === "on" });
    },
    async documents(reader) {
      mustBeNobody(reader);
      const all: LiveDocument[] = [];
      let next: string | undefined;
      do {
        const page = await client.footnote.documents({ state: "live", limit: 100, after: next });
        for (const { document, bucket, key, version } of page.documents)
          if (version !== null) all.push({ document, bucket, key, version });
        next = page.next ?? undefined;
      } while (next !== undefined);
      return all;
    },
    async text({ document, version }) {
      let text = "";
      for (;;) {
        const window = { version, start: text.length, end: text.length + WINDOW };
        const found = await client.footnote.text(document, window);
        const more = found.text.slice(text.length - found.offset);
        text += more;
        if (text.length >= found.length || more === "") return text;
      }
    },
    async areVerbatim(citations: Answer["citations"]) {
      return Promise.all(
        citations.map(async ({ document, version, start, end, quote }) => {
          try {
            const { text, offset } = await client.footnote.text(document, { version, start, end });
            return quote !== "" && text.slice(start - offset, end - offset) === quote;
          } catch (error) {
            if (error instanceof FootnoteError && error.code === "not_found") return false;
            throw error;
          }
        }),
      );
    },
  };
}

function mustBeNobody(reader: Principals): void {
  if (reader === undefined) return;
  throw new FootnoteError(
    "request_invalid",
    "A question names a reader, and a server decides itself who asks.",
    {
      action: "Evaluate with --documents in this process, or leave reader out of the questions.",
    },
  );
}
