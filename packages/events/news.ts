import type { FootnoteError, NewsState } from "@footnote/contracts";
import type { Clock, Logger } from "@footnote/runtime";

/** Whether events arrive, and how many wait, as people are told. */
export interface News {
  readonly state: NewsState;
  /** How many wait; null where that is not known. */
  count(lag: number | null): void;
  /** Undefined where they arrive. Says whether they do so again. */
  notice(trouble: FootnoteError | undefined): boolean;
}

const ARRIVING = { state: "arriving", reason: null, action: null, since: null } as const;

export function openNews(parts: {
  readonly clock: Clock;
  readonly log: Logger;
  /** Names whose events they are, for the log. */
  readonly about: Readonly<Record<string, unknown>>;
  /** The same in words: "The bucket's". */
  readonly whose: string;
}): News {
  const { clock, log, about, whose } = parts;
  let state: Omit<NewsState, "lag"> = ARRIVING;
  let lag: number | null = null;
  return {
    get state() {
      return { ...state, lag };
    },
    count(now) {
      lag = now;
    },
    notice(trouble) {
      if (trouble === undefined) {
        const isAgain = state.state === "broken";
        if (isAgain) log.warn(about, `${whose} events arrive again.`);
        state = ARRIVING;
        return isAgain;
      }
      lag = null;
      if (state.reason !== trouble.message)
        log.error(
          { ...about, err: trouble },
          `${whose} events do not arrive; until they do, what changes is found every few minutes.`,
        );
      const { message: reason, action } = trouble;
      state = { state: "broken", reason, action, since: state.since ?? clock.now().toISOString() };
      return false;
    },
  };
}
