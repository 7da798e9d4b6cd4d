import { gathered } from "@footnote/buckets";
import {
  type Bucket,
  type BucketObject,
  type ChangeSource,
  type FetchedObject,
  FootnoteError,
} from "@footnote/contracts";
import type { Program, Surroundings } from "./program.ts";

interface StoredObject extends FetchedObject {
  readonly bytes: Buffer;
  /** Being written: until then nobody can read it whole. */
  readonly settledAt: number;
  /** A link to somewhere else. */
  readonly refused: boolean;
}

interface Watcher {
  readonly program: Program;
  readonly hear: (key: string) => void;
  readonly isDeaf: boolean;
}

const LISTED_AT_ONCE = 4;

/** How a bucket is not there: nothing lies in its place, another folder does, or the same one with nothing in it. */
export type Absence = "missing" | "another" | "emptied";

/** The objects themselves, which people and programs change at any time, and whoever watches them. */
export class SimulatedBucket {
  readonly name: string;
  readonly objects = new Map<string, StoredObject>();
  /** While it is not there; then nobody can write into it either. */
  absence: Absence | undefined;
  /** Changes with each return: a share that is mounted anew has another device. */
  #mounts = 0;
  readonly #world: Surroundings;
  readonly #watchers = new Set<Watcher>();
  #etags = 0;

  constructor(name: string, world: Surroundings) {
    this.name = name;
    this.#world = world;
  }

  put(key: string, text: string, options: { writing?: number; refused?: boolean } = {}): void {
    const { scheduler } = this.#world;
    const { writing = 0, refused = false } = options;
    const bytes = Buffer.from(text);
    const written = { key, bytes, size: bytes.length, modifiedAt: scheduler.date(), etag: this.#nextEtag() };
    this.objects.set(key, { ...written, settledAt: scheduler.now + writing, refused });
    this.#tell(key);
    // The event of the last byte, which is as unreliable as all others.
    if (writing > 0) scheduler.after(writing, () => this.#tell(key));
  }

  /** Another description of the same content. */
  touch(key: string): void {
    const object = this.objects.get(key);
    if (object === undefined) return;
    this.objects.set(key, { ...object, etag: this.#nextEtag(), modifiedAt: this.#world.scheduler.date() });
    this.#tell(key);
  }

  delete(key: string): boolean {
    const existed = this.objects.delete(key);
    if (existed) this.#tell(key);
    return existed;
  }

  vanish(absence: Absence): void {
    this.#world.scheduler.note(`${this.name} is ${absence}`);
    this.absence = absence;
    for (const key of this.objects.keys()) this.#tell(key);
  }

  /** With what it held, perhaps on another device. */
  comeBack(remounted: boolean): void {
    this.#world.scheduler.note(`${this.name} is back${remounted ? ", mounted anew" : ""}`);
    this.absence = undefined;
    if (remounted) this.#mounts++;
    for (const key of this.objects.keys()) this.#tell(key);
  }

  /** Of what lies in its place. */
  get identity(): string {
    return this.absence === "another" ? "another folder" : `mount ${this.#mounts}`;
  }

  /** Nobody is there to hear any more. */
  forget(program: Program): void {
    for (const watcher of this.#watchers) if (watcher.program === program) this.#watchers.delete(watcher);
  }

  #nextEtag(): string {
    this.#etags++;
    return `e${this.#etags}`;
  }

  #tell(key: string): void {
    const { scheduler, random, faults } = this.#world;
    for (const watcher of this.#watchers) {
      if ((watcher.isDeaf && faults.deafWatch > 0) || random.chance(faults.eventLost)) continue;
      const times = random.chance(faults.eventTwice) ? 2 : 1;
      for (let time = 0; time < times; time++) {
        // Each takes its own time, so that they overtake one another.
        const delay = random.between(1, 5) + (random.chance(faults.slow) ? random.between(0, 30_000) : 0);
        scheduler.after(delay, () =>
          watcher.program.deliver(() => {
            scheduler.note(`${watcher.program.name} hears of ${key}`);
            watcher.hear(key);
          }),
        );
      }
    }
  }

  /** The bucket as one program sees it, over calls that may fail. */
  portFor(program: Program): Bucket {
    let recognised: string | undefined;
    const absent = () =>
      new FootnoteError("bucket_absent", `${this.name} is not there.`, { action: "Mount it." });
    const mustBeThere = () => {
      const isOther = recognised !== undefined && recognised !== this.identity;
      if (this.absence === "missing" || isOther) throw absent();
    };
    const seen = () => (this.absence === undefined ? this.objects : new Map<string, StoredObject>());
    const stat = (key: string): BucketObject | undefined => {
      const object = seen().get(key);
      if (object === undefined) return undefined;
      const { size, modifiedAt, etag } = object;
      return { key, size, modifiedAt, etag };
    };
    const refuse = (key: string) => {
      if (seen().get(key)?.refused)
        throw new FootnoteError("object_refused", "It is a link out of the bucket.", {
          action: "Put the file there.",
        });
    };
    const call = <Result>(operation: string, effect: () => Result) =>
      program.call(`bucket ${operation}`, effect);
    const world = this.#world;
    const fetched = (key: string): FetchedObject | undefined => {
      refuse(key);
      const found = stat(key);
      const object = seen().get(key);
      if (found === undefined || object === undefined) return undefined;
      if (object.settledAt > world.scheduler.now)
        throw new FootnoteError("object_unsettled", "It is still being written.", { action: "Wait." });
      return { ...found, bytes: object.bytes };
    };
    return {
      name: this.name,
      // Looked at every second, so that faults of it would be all that there is.
      place: async () => {
        if (this.absence === "missing") throw absent();
        return { identity: this.identity, parts: [] };
      },
      recognise: ({ identity }) => {
        recognised = identity;
      },
      peek: (key) => call(`peek ${key}`, () => fetched(key)),
      async *list() {
        const keys = await call("list", () => {
          mustBeThere();
          return [...seen().keys()];
        });
        for (let start = 0; start < keys.length; start += LISTED_AT_ONCE) {
          const asked = keys.slice(start, start + LISTED_AT_ONCE);
          yield* await call("list on", () => {
            mustBeThere();
            return asked.flatMap((key) => stat(key) ?? []);
          });
        }
      },
      head: (key) =>
        call(`head ${key}`, () => {
          mustBeThere();
          refuse(key);
          return stat(key);
        }),
      fetch: (key) =>
        call(`fetch ${key}`, () => {
          mustBeThere();
          return fetched(key);
        }),
    };
  }

  /** The news of it as one program hears them. */
  changesFor(program: Program): ChangeSource {
    const { random, faults } = this.#world;
    const watch = async (onKey: (key: string) => void) => {
      const watcher = { program, hear: onKey, isDeaf: random.chance(faults.deafWatch) };
      const watching = program.call("bucket watch", () => this.#watchers.add(watcher));
      // Whoever gets an error does not watch, whatever came of it on the way.
      watching.catch(() => this.#watchers.delete(watcher));
      await watching;
      return {
        close: async () => {
          this.#watchers.delete(watcher);
        },
      };
    };
    return gathered(this.name, watch, program.clock);
  }
}
