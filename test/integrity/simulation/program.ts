import type { Clock } from "@footnote/runtime";
import { type Faults, fault, latency } from "./faults.ts";
import type { Random } from "./random.ts";
import { clockOn, type Scheduler } from "./scheduler.ts";

const LINGER_MILLISECONDS = 5_000;

/** What is the same for everyone in one simulation; `faults` changes when they are switched off. */
export interface Surroundings {
  readonly scheduler: Scheduler;
  readonly random: Random;
  faults: Faults;
  /** Rows may have changed since the promises were checked last. */
  isUnchecked: boolean;
}

/**
 * A process that can crash and stall. All that it does to the world goes through `call`, and all that the world tells it
 * through `deliver`: after a crash neither comes to an end, so nothing of it ever runs again.
 */
export class Program {
  readonly name: string;
  readonly clock: Clock;
  stalledUntil = 0;
  /** What it was asked to end has ended: from then on it has nothing to say. */
  isClosed = false;
  saidAfterClosing: string | undefined;
  #crashedAt: number | undefined;
  readonly #world: Surroundings;

  constructor(name: string, world: Surroundings) {
    this.name = name;
    this.#world = world;
    this.clock = clockOn(world.scheduler, (run) => this.deliver(run));
  }

  get alive(): boolean {
    return this.#crashedAt === undefined;
  }

  crash(): void {
    this.#crashedAt ??= this.#world.scheduler.now;
  }

  /** What a crashed program had sent arrives soon or never: its connections are gone with it. */
  #isStillArriving(): boolean {
    const { scheduler, random } = this.#world;
    if (this.#crashedAt === undefined) return true;
    return scheduler.now - this.#crashedAt < LINGER_MILLISECONDS && random.chance(0.5);
  }

  /** Runs it in this program, later where it is stalled, never where it has crashed. */
  deliver(run: () => void): void {
    if (!this.alive) return;
    const { scheduler } = this.#world;
    if (this.stalledUntil <= scheduler.now) run();
    else scheduler.after(this.stalledUntil - scheduler.now, () => this.deliver(run));
  }

  /**
   * A request to another program and its answer. `effect` is what it does there, as one transaction. It may be refused,
   * its answer may be lost, and a request that is under way when this program crashes may still arrive.
   */
  call<Result>(operation: string, effect: () => Result | Promise<Result>): Promise<Result> {
    const { scheduler, random } = this.#world;
    if (this.isClosed) this.saidAfterClosing ??= operation;
    const { promise, resolve, reject } = Promise.withResolvers<Result>();
    const answer = (text: string, settle: () => void) => {
      scheduler.after(latency(random, this.#world.faults), () =>
        this.deliver(() => {
          scheduler.note(`${this.name} ${operation} ${text}`);
          settle();
        }),
      );
    };
    scheduler.after(latency(random, this.#world.faults), () => {
      const { faults } = this.#world;
      if (!this.#isStillArriving()) return;
      if (random.chance(faults.refused)) return answer("is refused", () => reject(fault(operation)));
      scheduler.note(`${this.name} ${operation}${this.alive ? "" : " (it has crashed meanwhile)"}`);
      const isLost = random.chance(faults.lostAnswer);
      // An effect of several transactions waits between them.
      Promise.resolve()
        .then(effect)
        .then(
          (result) =>
            isLost
              ? answer("worked, its answer is lost", () => reject(fault(operation)))
              : answer(`answers ${brief(result)}`, () => resolve(result)),
          (error: unknown) => answer(`fails: ${error}`, () => reject(error)),
        );
    });
    return promise;
  }

  /** Between two transactions of one call: the next one is this program's to send. */
  pause(): Promise<void> {
    const { scheduler, random, faults } = this.#world;
    return new Promise((resolve) => {
      scheduler.after(latency(random, faults), () =>
        this.deliver(() => {
          scheduler.note(`${this.name} goes on`);
          this.#world.isUnchecked = true;
          resolve();
        }),
      );
    });
  }
}

function brief(result: unknown): string {
  if (Array.isArray(result)) return `${result.length} of them`;
  if (result instanceof Date) return result.toISOString();
  return typeof result === "object" && result !== null ? "something" : String(result);
}
