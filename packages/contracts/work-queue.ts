import type { Claim } from "./claim.ts";
import type { Lane } from "./lane.ts";

/** Documents that wait for a worker, each handed to one at a time. */
export interface WorkQueue {
  /**
   * Calls back when somebody, in this process or another, may have queued something. Only ever a hint: it may come late,
   * twice or not at all, so that workers look by themselves, too. Undefined where the store cannot tell: then they look
   * more often.
   */
  readonly listen: ((onQueued: () => void) => { close(): Promise<void> }) | undefined;
  /** Claims up to `limit` documents of these buckets that are due: changes first, and those that are due longest. */
  claim(tenant: string, buckets: readonly string[], lanes: readonly Lane[], limit: number): Promise<Claim[]>;
  /** When the next document of these buckets that nobody has claimed is due; undefined where none waits. */
  nextDue(tenant: string, buckets: readonly string[], lanes: readonly Lane[]): Promise<Date | undefined>;
  /** Gives the claim back: it is no failure, only too early. With a lane, the document goes on in that. */
  postpone(claim: Claim, until: Date, lane?: Lane): Promise<boolean>;
  /**
   * Keeps the claims for as long again as when they were taken. Gives those of them that are lost: nobody takes a claim
   * that is renewed in time.
   */
  renew(claims: readonly Claim[]): Promise<Claim[]>;
}
