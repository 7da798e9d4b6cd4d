/** What holds from one moment to another, both of which are known only to lie between asking for it and hearing that it is so. */
interface Period {
  readonly what: string;
  /** It was asked for; it was acknowledged. */
  readonly begun: number;
  acknowledged: number;
  ending: number;
  ended: number;
}

const NEVER = Number.POSITIVE_INFINITY;

/**
 * What was live and who might read, as those know who changed it, on a clock that counts what happens in this process. "Maybe"
 * is wide: whatever could hold at a moment. "Surely" is narrow.
 */
export class Truth {
  #now = 0;
  readonly #periods = new Map<string, Period[]>();

  tick(): number {
    this.#now += 1;
    return this.#now;
  }

  /** Whatever held of the subject ends, and this begins, where it is not undefined, while `change` runs. */
  async become(subject: string, what: string | undefined, change: () => Promise<unknown>): Promise<void> {
    const begun = this.tick();
    const periods = this.#periods.get(subject) ?? [];
    this.#periods.set(subject, periods);
    const last = periods.at(-1);
    const isOpen = last !== undefined && last.ending === NEVER;
    if (isOpen) last.ending = begun;
    const next = { what: what ?? "", begun, acknowledged: NEVER, ending: NEVER, ended: NEVER };
    if (what !== undefined) periods.push(next);
    await change();
    const at = this.tick();
    if (isOpen) last.ended = at;
    next.acknowledged = at;
  }

  maybe(subject: string, what: string, moment: number): boolean {
    return this.#of(subject).some(
      (period) => period.what === what && period.begun <= moment && moment <= period.ended,
    );
  }

  /** What surely held all the time from one moment to another. */
  surely(subject: string, from: number, to: number): string | undefined {
    return this.#of(subject).find(({ acknowledged, ending }) => acknowledged <= from && to <= ending)?.what;
  }

  /** Those between which something may have changed; the first of them is `from`. */
  moments(from: number, to: number): number[] {
    const starts = [...this.#periods.values()].flat().map(({ begun }) => begun);
    return [from, ...starts.filter((begun) => from < begun && begun <= to)];
  }

  subjects(prefix: string): string[] {
    return [...this.#periods.keys()].filter((subject) => subject.startsWith(prefix));
  }

  /** Periods that ended long ago are asked for by nobody. */
  forgetBefore(moment: number): void {
    for (const [subject, periods] of this.#periods)
      this.#periods.set(
        subject,
        periods.filter(({ ended }) => ended >= moment),
      );
  }

  #of(subject: string): readonly Period[] {
    return this.#periods.get(subject) ?? [];
  }
}
