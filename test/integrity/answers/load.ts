import { setTimeout } from "node:timers/promises";
import type { CachingStore, Reader } from "@footnote/contracts";
import { documentId } from "@footnote/store";
import { Truth } from "./truth.ts";
import { ask, openPath, TENANT, TOPICS, versionOf } from "./world.ts";

const ASKERS = 200;
const BUCKETS = ["open", "board", "more"];
/** Of each topic in each bucket: all of them are among the sections that an answer is made of. */
const NOTES = 3;
/** So many that no leg of a search holds all, and none of them speaks of a topic. */
const FILLERS = 100;
/** Whoever asks waits for what changes, however fast either of them is. */
const ANSWERS_PER_CHANGE = 100;
const WAIT_MILLISECONDS = 5;
const READERS = [["staff"], ["board"], ["staff", "board"], ["guest"]];

export interface Outcome {
  readonly answers: number;
  readonly hits: number;
  readonly changes: number;
  /** What was told from the cache, or not told, that should not have been, or should. */
  readonly broken: readonly string[];
}

/** Mulberry32: uniform in [0, 1). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * Many ask at once, whoever they are, while documents change, go, come back and change hands; so many answers in all. Each is
 * held to what those know who changed things: all that it rests on was live and readable at one moment between question and
 * answer, and what surely was so all the time, and speaks of the topic, is in it.
 */
export async function askWhileAllChanges(
  store: CachingStore,
  answers: number,
  seed: number,
): Promise<Outcome> {
  const random = randomFrom(seed);
  const truth = new Truth();
  const path = openPath(store);
  const { catalogue } = store;
  const broken: string[] = [];
  let [given, hits, changes, stamp, isOver] = [0, 0, 0, 0, false];
  const oneOf = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)] as Item;
  const readers = new Map(BUCKETS.map((bucket) => [bucket, bucket === "board" ? ["board"] : ["staff"]]));
  const texts = new Map<string, string[]>();

  const claimed = async (bucket: string, key: string) => {
    await catalogue.look(TENANT, bucket, [key], "change");
    for (const claim of await catalogue.claim(TENANT, [bucket], ["change"], 10)) {
      if (claim.key === key) return claim;
      await catalogue.postpone(claim, new Date());
    }
    throw new Error(`${bucket}/${key} cannot be claimed.`);
  };
  const put = (bucket: string, key: string, text: string) =>
    truth.become(
      `document ${documentId(TENANT, bucket, key)}`,
      `${bucket} ${versionOf(text).version}`,
      async () => {
        const isLive = await catalogue.commit(await claimed(bucket, key), versionOf(text));
        if (!isLive) throw new Error("A claim was lost that nobody else could have.");
      },
    );
  const remove = (bucket: string, key: string) =>
    truth.become(`document ${documentId(TENANT, bucket, key)}`, undefined, async () => {
      if (random() < 0.5) await catalogue.withdraw(TENANT, bucket, key);
      await catalogue.remove(await claimed(bucket, key));
    });
  /** Each principal by itself: who may read before and after may read all the time. */
  const letRead = async (bucket: string, principals: readonly string[]) => {
    const changed = ["staff", "board"].filter(
      (one) => principals.includes(one) !== readers.get(bucket)?.includes(one),
    );
    readers.set(bucket, [...principals]);
    const change = (): Promise<void> =>
      principals.length === 0
        ? catalogue.detachBucket(TENANT, bucket)
        : catalogue.attachBucket(TENANT, { name: bucket, folder: null, readers: principals });
    const run = changed.reduce(
      (inner, principal) => () =>
        truth.become(`${bucket} ${principal}`, principals.includes(principal) ? "may" : undefined, inner),
      change,
    );
    await run();
  };

  async function changeOne(bucket: string): Promise<void> {
    const key = `${oneOf(TOPICS)}-${Math.floor(random() * NOTES)}.md`;
    const before = texts.get(`${bucket}/${key}`) ?? [];
    const dice = random();
    if (dice < 0.5) {
      stamp += 1;
      const text = `A note on ${key.replace(".md", "")}, number ${stamp}, in ${bucket}.`;
      texts.set(`${bucket}/${key}`, [...before.slice(-3), text]);
      await put(bucket, key, text);
    } else if (dice < 0.65) {
      // What was there before comes back.
      if (before.length > 0) await put(bucket, key, oneOf(before));
    } else if (dice < 0.85) await remove(bucket, key);
    else await letRead(bucket, oneOf([["staff"], ["board"], ["staff", "board"], []]));
    changes += 1;
  }

  function problemsOf(
    { principals }: Reader,
    topic: string,
    rested: readonly { document: string; bucket: string; version: string }[],
    from: number,
    to: number,
  ): string[] {
    const may = (bucket: string, moment: number) =>
      principals.some((principal) => truth.maybe(`${bucket} ${principal}`, "may", moment));
    const held = (moment: number) =>
      rested.every(
        ({ document, bucket, version }) =>
          truth.maybe(`document ${document}`, `${bucket} ${version}`, moment) && may(bucket, moment),
      );
    const problems = truth.moments(from, to).some(held)
      ? []
      : [`${principals} is told of ${topic} by ${rested.map(({ version }) => version)}, which never was so`];
    for (const subject of truth.subjects("document ")) {
      const [bucket = "", version = ""] = truth.surely(subject, from, to)?.split(" ") ?? [];
      if (!version.includes(topic)) continue;
      const isReadable = principals.some(
        (principal) => truth.surely(`${bucket} ${principal}`, from, to) === "may",
      );
      if (isReadable && !rested.some((one) => one.version === version))
        problems.push(`${principals} is told of ${topic} without ${version}`);
    }
    return problems;
  }

  async function askOn(): Promise<void> {
    while (given < answers && !isOver) {
      if (given > ANSWERS_PER_CHANGE * changes) {
        await setTimeout(WAIT_MILLISECONDS);
        continue;
      }
      given += 1;
      const topic = oneOf(TOPICS);
      const reader: Reader = { tenant: TENANT, principals: oneOf(READERS) };
      const from = truth.tick();
      const answer = await ask(
        path,
        reader,
        oneOf([`What of ${topic}?`, `what of ${topic}`, `WHAT of ${topic}?!`]),
      );
      const to = truth.tick();
      if (answer.cached !== undefined) hits += 1;
      for (const problem of problemsOf(reader, topic, answer.citations, from, to))
        broken.push(`${answer.cached === undefined ? "anew" : "cached"}: ${problem}`);
      // What one turn answers at once from memory shall not keep those from theirs who change things.
      await setTimeout(0);
    }
  }

  async function changeOn(bucket: string): Promise<void> {
    while (!isOver) {
      if (given + ANSWERS_PER_CHANGE > ANSWERS_PER_CHANGE * changes) await changeOne(bucket);
      else await setTimeout(WAIT_MILLISECONDS);
    }
  }

  for (const bucket of BUCKETS) {
    const principals = readers.get(bucket) ?? [];
    readers.set(bucket, []);
    await letRead(bucket, principals);
    for (const topic of TOPICS)
      for (let at = 0; at < NOTES; at++)
        await put(bucket, `${topic}-${at}.md`, `A note on ${topic}-${at}, number 0, in ${bucket}.`);
  }
  for (let at = 0; at < FILLERS; at++)
    await put("open", `filler-${at}.md`, `Filler ${at + 100} of the log book.`);
  const changing = BUCKETS.map(changeOn);
  const asking = Array.from({ length: ASKERS }, askOn);
  try {
    await Promise.race([Promise.all(asking), Promise.all(changing)]);
  } finally {
    isOver = true;
    await Promise.allSettled([...asking, ...changing]);
  }
  return { answers: given, hits, changes, broken };
}
