import { FootnoteError, type TokenCount } from "@footnote/contracts";

/** What one caller had models read and write today (UTC). */
export interface Usage extends TokenCount {
  readonly subject: string;
  readonly requests: number;
}

/** Those who used least lately are forgotten first. */
const MOST_SUBJECTS = 10_000;

/** Counts tokens by caller and day, and says when a budget is spent. Kept in memory: a restart begins the day anew. */
export class UsageCounter {
  readonly #now: () => Date;
  readonly #tokensPerDay: number | undefined;
  readonly #used = new Map<string, Usage>();
  #day = "";

  constructor(now: () => Date, tokensPerDay: number | undefined) {
    this.#now = now;
    this.#tokensPerDay = tokensPerDay;
  }

  /** @throws FootnoteError budget_spent */
  mustHaveBudget(subject: string): void {
    this.#turnDay();
    const { read, written } = this.#used.get(subject) ?? { read: 0, written: 0 };
    if (this.#tokensPerDay === undefined || read + written < this.#tokensPerDay) return;
    throw new FootnoteError("budget_spent", "Today's budget for the language model is spent.", {
      action: "It begins anew at midnight UTC; answers.tokensPerDay says how much it is.",
    });
  }

  count(subject: string, { read, written }: TokenCount): void {
    this.#turnDay();
    const before = this.#used.get(subject);
    this.#used.delete(subject);
    this.#used.set(subject, {
      subject,
      requests: (before?.requests ?? 0) + 1,
      read: (before?.read ?? 0) + read,
      written: (before?.written ?? 0) + written,
    });
    const [oldest] = this.#used.keys();
    if (this.#used.size > MOST_SUBJECTS && oldest !== undefined) this.#used.delete(oldest);
  }

  usage(): Usage[] {
    this.#turnDay();
    return [...this.#used.values()];
  }

  #turnDay(): void {
    const day = this.#now().toISOString().slice(0, 10);
    if (day !== this.#day) this.#used.clear();
    this.#day = day;
  }
}
