import type { AnswerCache, AnswerToKeep, Reader } from "@footnote/contracts";
import { visibleChunks } from "./passages.ts";
import type { Rows } from "./rows.ts";

/** Every document and version that the reader finds at this moment. */
export function foundNow(rows: Rows, reader: Reader): Set<string> {
  return new Set(
    visibleChunks(rows, reader, undefined).map(({ row, version }) => `${row.id} ${version.version}`),
  );
}

interface Kept extends AnswerToKeep {
  readonly id: string;
}

/** Appearances so far of what one finds; what was gone in between has appeared anew. */
class Appearances {
  #now = new Set<string>();
  readonly #times = new Map<string, number>();

  /** By each document and version that is found now: the how manieth time. */
  of(found: ReadonlySet<string>): Map<string, number> {
    for (const one of found) if (!this.#now.has(one)) this.#times.set(one, (this.#times.get(one) ?? 0) + 1);
    this.#now = new Set(found);
    return new Map([...found].map((one) => [one, this.#times.get(one) ?? 0]));
  }
}

/** What AnswerCache promises of one reader, without a database: whatever appears after the search began ends an answer. */
export class InMemoryAnswers {
  readonly #rows: Rows;
  readonly #kept = new Map<string, Kept>();
  readonly #moments = new Map<string, Map<string, number>>();
  readonly #appearances = new Appearances();
  #ids = 0;

  constructor(rows: Rows) {
    this.#rows = rows;
  }

  /** After whatever may have changed the rows. */
  observe(reader: Reader): Map<string, number> {
    return this.#appearances.of(foundNow(this.#rows, reader));
  }

  readonly port: Pick<AnswerCache, "lookUp" | "keep" | "end" | "calibration" | "count"> = {
    lookUp: async (reader, { question }) => {
      const now = this.observe(reader);
      const moment = String(++this.#ids);
      this.#moments.set(moment, now);
      const kept = this.#kept.get(question);
      if (kept === undefined) return { moment, found: undefined, ended: undefined };
      const seen = this.#moments.get(kept.moment) ?? new Map();
      const isLive = kept.versions.every(({ document, version }) => now.has(`${document} ${version}`));
      const hasArrived = [...now].some(([one, times]) => seen.get(one) !== times);
      if (isLive && !hasArrived) {
        const { id, question, answer, cost } = kept;
        return { moment, found: { id, question, answer, cost, keptAt: new Date(0) }, ended: undefined };
      }
      this.#kept.delete(question);
      return { moment, found: undefined, ended: isLive ? "arrived" : "changed" };
    },
    keep: async (_, answer) => {
      this.#kept.set(answer.key.question, { ...answer, id: answer.key.question });
      return true;
    },
    end: async (_, id) => {
      this.#kept.delete(id);
    },
    calibration: async () => undefined,
    count: () => undefined,
  };
}
