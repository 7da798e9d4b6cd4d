import { type Catalogue, FootnoteError } from "@footnote/contracts";
import type { Absence, SimulatedBucket } from "./bucket.ts";
import { MARKS, pipelineOf } from "./content.ts";
import { catalogueFor, type IngestProcess, TENANT, type World } from "./ingest-process.ts";
import { Program } from "./program.ts";
import { stateOf } from "./store/rows.ts";

const KEYS = 12;
const PARAGRAPHS = ["Anchors hold.", "Tides turn.", "Lighthouses blink.", "Gulls cry.", "Ropes fray."];

/** Who writes into the buckets, who asks over HTTP, and who operates the processes. */
export class People {
  /** By bucket and key: every text that was ever there, oldest first. */
  readonly written = new Map<string, string[]>();
  /** R5: texts before this one were deleted, and the deletion was acknowledged. */
  readonly deletedBefore = new Map<string, number>();
  /** R9: by bucket that is not there, the keys that must be answered from meanwhile. */
  readonly kept = new Map<string, ReadonlySet<string>>();
  /** Places whose deletion over HTTP is under way. */
  readonly #deleting = new Set<string>();
  readonly #world: World;
  readonly #processes: readonly IngestProcess[];
  readonly #api: Program;
  readonly #catalogue: Catalogue;
  readonly #changesPipelines: boolean;
  #texts = 0;

  constructor(world: World, processes: readonly IngestProcess[]) {
    this.#world = world;
    this.#processes = processes;
    this.#api = new Program("api", world);
    this.#catalogue = catalogueFor(this.#api, world);
    this.#changesPipelines = world.random.chance(0.5);
  }

  /** One thing that somebody does, of all that there are. */
  act(): void {
    const { random, buckets } = this.#world;
    const bucket = random.pick(buckets);
    if (bucket === undefined) return;
    const key = `${random.integer(1, KEYS)}.md`;
    const dice = random.next();
    if (random.chance(0.05)) this.#lose(bucket);
    else if (random.chance(0.02)) this.#setClock();
    // Nobody can reach what is not there.
    else if (bucket.absence !== undefined) this.#operate();
    else if (dice < 0.22) this.put(bucket, key, this.text());
    else if (dice < 0.27) this.put(bucket, key, random.pick(this.texts(bucket, key)) ?? this.text());
    else if (dice < 0.32) this.#write(bucket, key, { writing: random.between(50, 5_000) });
    else if (dice < 0.34) this.#write(bucket, key, { refused: true });
    else if (dice < 0.4) this.#touch(bucket, key);
    else if (dice < 0.46) this.#delete(bucket, key);
    else if (dice < 0.53) this.#move(bucket, key, random.chance(0.5));
    else if (dice < 0.6) this.#upload(bucket, key);
    else if (dice < 0.72) this.#deleteOverHttp(bucket, key);
    else if (dice < 0.78) this.replay(random.integer(1, 3));
    else this.#operate();
  }

  text(): string {
    const { random } = this.#world;
    const paragraphs = Array.from({ length: random.integer(0, 6) }, () => random.pick(PARAGRAPHS));
    const marks = [MARKS.corrupt, MARKS.endless, MARKS.deadly, MARKS.unpaired];
    if (random.chance(0.15)) paragraphs.push(`This file is ${random.pick(marks)}.`);
    return [`Text number ${++this.#texts}.`, ...paragraphs].join("\n\n");
  }

  texts(bucket: SimulatedBucket, key: string): string[] {
    return this.written.get(placeOf(bucket.name, key)) ?? [];
  }

  put(
    bucket: SimulatedBucket,
    key: string,
    text: string,
    options: { writing?: number; refused?: boolean } = {},
  ): void {
    this.#world.scheduler.note(`${bucket.name}/${key} is written: ${JSON.stringify(text.slice(0, 20))}`);
    const texts = this.texts(bucket, key);
    texts.push(text);
    this.written.set(placeOf(bucket.name, key), texts);
    bucket.put(key, text, options);
  }

  #write(bucket: SimulatedBucket, key: string, options: { writing?: number; refused?: boolean }): void {
    this.put(bucket, key, this.text(), options);
  }

  /** Everything that is answered from it, and nobody is busy with, must be answered from when it is back. */
  #lose(bucket: SimulatedBucket): void {
    const { random, scheduler, store } = this.#world;
    if (bucket.absence !== undefined) return;
    const kept = new Set<string>();
    for (const row of store.rows.documentsOf(TENANT, bucket.name)) {
      const object = bucket.objects.get(row.key);
      const isQuiet = row.dueAt === null && row.live !== null && row.stagedProblem === null;
      const isCurrent = object !== undefined && !object.refused && object.etag === row.etag;
      if (isQuiet && isCurrent && !this.#deleting.has(placeOf(bucket.name, row.key))) kept.add(row.key);
    }
    this.kept.set(bucket.name, kept);
    // One that holds a single document is empty when that is deleted, as anybody may.
    const ways: readonly Absence[] =
      kept.size > 1 ? ["missing", "another", "emptied"] : ["missing", "another"];
    bucket.vanish(random.pick(ways) ?? "missing");
    scheduler.after(random.between(500, 15 * 60_000), () => this.#findAgain(bucket));
  }

  #findAgain(bucket: SimulatedBucket): void {
    this.kept.delete(bucket.name);
    if (bucket.absence !== undefined) bucket.comeBack(this.#world.random.chance(0.5));
  }

  /** What was lost is found again, and what is gone was deleted: people say so where they are asked. */
  settleBuckets(): void {
    for (const bucket of this.#world.buckets) this.#findAgain(bucket);
    for (const process of this.#processes) process.confirmWhatWaits();
  }

  /** Back and forth by days, and back to what it should be in the end. */
  #setClock(): void {
    const { random, scheduler } = this.#world;
    const by = random.pick([-3, -1, 1, 40].map((days) => days * 24 * 60 * 60_000)) ?? 0;
    scheduler.setClock(by);
    scheduler.after(random.between(1_000, 20 * 60_000), () => scheduler.setClock(-by));
  }

  #touch(bucket: SimulatedBucket, key: string): void {
    this.#world.scheduler.note(`${bucket.name}/${key} is touched`);
    bucket.touch(key);
  }

  #delete(bucket: SimulatedBucket, key: string): void {
    this.#world.scheduler.note(`${bucket.name}/${key} is deleted`);
    bucket.delete(key);
  }

  #move(bucket: SimulatedBucket, key: string, copy: boolean): void {
    const text = bucket.objects.get(key)?.bytes.toString();
    if (text === undefined) return;
    if (!copy) this.#delete(bucket, key);
    this.put(bucket, `${copy ? "copied" : "moved"}-${key}`, text);
  }

  /** As the API does it: acknowledged when it is queued. */
  #upload(bucket: SimulatedBucket, key: string): void {
    const text = this.text();
    void this.#ask(`upload ${key}`, async () => {
      await this.#api.call("bucket put", () => {
        mustBeThere(bucket);
        this.put(bucket, key, text);
      });
      await this.#catalogue.look(TENANT, bucket.name, [key], "change");
    });
  }

  /** As the API does it: acknowledged when nothing of it can be found any more. */
  #deleteOverHttp(bucket: SimulatedBucket, key: string): void {
    const place = placeOf(bucket.name, key);
    this.#deleting.add(place);
    // One that failed half way may still arrive.
    void this.#ask(`delete ${key}`, async () => {
      const before = await this.#api.call("bucket delete", () => {
        mustBeThere(bucket);
        bucket.delete(key);
        return this.texts(bucket, key).length;
      });
      await this.#catalogue.withdraw(TENANT, bucket.name, key);
      this.deletedBefore.set(place, Math.max(before, this.deletedBefore.get(place) ?? 0));
    });
  }

  /** R7: all dead letters, so many times at once, and what could not be made anew. */
  replay(times: number): void {
    const { store } = this.#world;
    for (const bucket of this.#world.buckets) {
      const failed = store.rows
        .documentsOf(TENANT, bucket.name)
        .filter((row) => stateOf(row) === "dead" || row.stagedProblem !== null);
      const keys = failed.map((row) => row.key);
      if (keys.length === 0) continue;
      for (let time = 0; time < times; time++) {
        void this.#ask("replay", async () => {
          await this.#catalogue.look(TENANT, bucket.name, keys, "change");
        });
      }
    }
  }

  async #ask(what: string, request: () => Promise<void>): Promise<void> {
    const { scheduler, random } = this.#world;
    try {
      await request();
      scheduler.note(`${what} is acknowledged`);
      this.#world.isUnchecked = true;
      random.pick(this.#processes)?.wake();
    } catch (error) {
      // Whoever asked got an error, and was promised nothing.
      if (!(error instanceof FootnoteError)) throw error;
    }
  }

  #operate(): void {
    const { random } = this.#world;
    const dice = random.next();
    if (dice < 0.3) random.pick(this.#processes)?.restart();
    else if (!this.#changesPipelines) return;
    else if (dice < 0.5) this.configure();
    else if (dice < 0.85) {
      const options = { force: random.chance(0.4), resume: random.chance(0.5) };
      void this.#ask("switch", async () => {
        await this.#catalogue.switchPipelines(TENANT, options);
      });
    } else {
      void this.#ask("rollback", async () => {
        await this.#catalogue.rollBackPipelines(TENANT);
      });
    }
  }

  /** What a person has to do where some documents cannot be read by the next pipeline. */
  switchByForce(): void {
    void this.#ask("switch by force", async () => {
      await this.#catalogue.switchPipelines(TENANT, { force: true, resume: false });
    });
  }

  /** A release with another chunker or another model, process after process. */
  configure(): void {
    const { random, scheduler } = this.#world;
    const pipeline = pipelineOf(random.integer(1, 2), random.chance(0.7) ? "small" : "large");
    this.#world.pipelineOf = () => pipeline;
    for (const process of this.#processes)
      scheduler.after(random.between(0, 60_000), () => process.restart());
  }
}

export function placeOf(bucket: string, key: string): string {
  return `${bucket}/${key}`;
}

function mustBeThere(bucket: SimulatedBucket): void {
  if (bucket.absence === undefined) return;
  throw new FootnoteError("bucket_absent", `${bucket.name} is not there.`, { action: "Mount it." });
}
