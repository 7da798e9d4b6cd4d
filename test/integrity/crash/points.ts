/**
 * Where the process is killed. At a port: when the call of that name has done its work ("after") or is about to begin
 * ("before"). In the store: by a statement, "before" it, "after" it inside its transaction, or when its transaction is
 * "committed". A statement that is worded anew is never met, which fails the round instead of letting it pass.
 */
export type Place =
  | { readonly port: string; readonly when: "before" | "after" }
  | {
      readonly statement: RegExp;
      readonly when: "before" | "after" | "committed";
      /** Transactions with this statement in it are passed over. */
      readonly without?: RegExp;
    };

/**
 * What has to happen for the point to be passed. edit: files change. switch: another chunker is configured, its versions
 * are staged, buckets switch. rollBack: they go back. resume: what the rollback put aside is switched to again.
 */
export type Step = "edit" | "switch" | "rollBack" | "resume";

export interface CrashPoint {
  readonly step: Step;
  readonly place: Place;
  /** It is passed at least so many times in its step: the seed chooses which time is the last. */
  readonly passes: number;
}

const CHUNKS = /^INSERT INTO chunk /;
const FLIP = /^UPDATE document SET live_version = \$5/;
const STAGED = /^UPDATE document SET staged_version = \$5/;
const ARCHIVED = /^WITH moved AS \(DELETE FROM chunk /;
const WITHDRAWN =
  /^UPDATE document SET claim = nextval\('claim_number'\), leased_until = NULL, live_version = NULL/;
const SPARED = /^WITH old AS \(DELETE FROM chunk /;
const GONE = /^DELETE FROM document /;
const FAILED = /^UPDATE document SET leased_until = NULL,\s+problem = /;
const FLIPPED_ALL = /^WITH flipped AS .* UPDATE document d SET live_version/s;
const SERVES = /^UPDATE bucket SET previous = serving/;

const edit = (place: Place, passes = 1): CrashPoint => ({ step: "edit", place, passes });

export const POINTS: Readonly<Record<string, CrashPoint>> = {
  "after a look is queued": edit({ statement: /^INSERT INTO document \(id/, when: "committed" }),
  "after a claim": edit({ port: "claim", when: "after" }, 2),
  "after fetch": edit({ port: "fetch", when: "after" }, 4),
  "after parse": edit({ port: "parsed", when: "after" }, 3),
  "after chunk": edit({ port: "read", when: "after" }, 3),
  "after embed": edit({ port: "embed", when: "after" }, 3),
  "before commit": edit({ port: "commit", when: "before" }, 3),
  "in a batch": edit({ statement: CHUNKS, when: "after" }, 5),
  "between the batches that are written ahead": edit(
    {
      statement: CHUNKS,
      when: "committed",
      without: FLIP,
    },
    2,
  ),
  "before the flip": edit({ statement: FLIP, when: "before" }, 3),
  "after the flip, uncommitted": edit({ statement: FLIP, when: "after" }, 3),
  "after the flip, before the archive": edit({ statement: FLIP, when: "committed" }, 3),
  "in the archive": edit({ statement: ARCHIVED, when: "after" }, 3),
  "between the archive's batches": edit({ statement: ARCHIVED, when: "committed" }, 3),
  "after commit": edit({ port: "commit", when: "after" }, 3),
  "after confirm": edit({ port: "confirm", when: "after" }),
  "in withdraw": edit({ statement: WITHDRAWN, when: "after" }, 2),
  "in withdraw, chunks deleted": edit({ statement: SPARED, when: "after" }, 2),
  "after withdraw": edit({ statement: WITHDRAWN, when: "committed" }, 2),
  "in remove": edit({ statement: GONE, when: "after" }, 2),
  "after remove": edit({ port: "remove", when: "after" }, 2),
  "in a dead letter": edit({ statement: FAILED, when: "after" }, 2),
  "after a dead letter, before its archive": edit({ statement: FAILED, when: "committed" }, 2),
  "after a dead letter": edit({ port: "fail", when: "after" }, 2),
  "after replay": edit({ port: "replay", when: "after" }),

  "next pipeline configured": {
    step: "switch",
    place: { port: "configurePipeline", when: "after" },
    passes: 1,
  },
  "between the staged batches": {
    step: "switch",
    place: { statement: CHUNKS, when: "committed", without: STAGED },
    passes: 2,
  },
  "staged, uncommitted": { step: "switch", place: { statement: STAGED, when: "after" }, passes: 3 },
  "after stage": { step: "switch", place: { port: "stage", when: "after" }, passes: 3 },
  "before the switch": { step: "switch", place: { statement: FLIPPED_ALL, when: "before" }, passes: 1 },
  "in the switch": { step: "switch", place: { statement: FLIPPED_ALL, when: "after" }, passes: 1 },
  "after the switch": { step: "switch", place: { statement: SERVES, when: "committed" }, passes: 1 },

  "rollback announced": {
    step: "rollBack",
    place: { statement: /^UPDATE bucket SET next = previous/, when: "committed" },
    passes: 1,
  },
  "kept versions restored": {
    step: "rollBack",
    place: { statement: /^UPDATE document SET staged_version = \$2/, when: "committed" },
    passes: 1,
  },
  "in the rollback": { step: "rollBack", place: { statement: FLIPPED_ALL, when: "after" }, passes: 1 },
  "after the rollback": {
    step: "rollBack",
    place: { statement: /^UPDATE bucket SET held = previous/, when: "committed" },
    passes: 1,
  },
  resumed: {
    step: "resume",
    place: { statement: /^UPDATE bucket SET next = held/, when: "committed" },
    passes: 1,
  },
  "in the switch after resuming": {
    step: "resume",
    place: { statement: FLIPPED_ALL, when: "after" },
    passes: 1,
  },
};
