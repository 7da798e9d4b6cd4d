import { randomUUID } from "node:crypto";
import {
  asFootnoteError,
  type ChangeLog,
  changedDocuments,
  type FollowedIndex,
  type IndexBuild,
  type IndexBuilds,
  type IndexSource,
} from "@footnote/contracts";
import { type Clock, fullJitter, type Logger } from "@footnote/runtime";

/** One process feeds; where it is killed another one takes over after this. */
const HOLD_MILLISECONDS = 15_000;
const HOLD_AGAIN_MILLISECONDS = 5_000;
const LOOK_EVERY_MILLISECONDS = 500;
const CHANGES_AT_ONCE = 500;
const DOCUMENTS_AT_ONCE = 200;
/** Milliseconds between two tries while the index does not take what it is told. */
const RETRY = { base: 500, cap: 30_000 };

export interface FeedParts {
  readonly index: FollowedIndex;
  readonly changes: ChangeLog;
  readonly builds: IndexBuilds;
  readonly source: IndexSource;
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Logger;
}

/**
 * Keeps the builds of an index at what is live: each is listed into once, and told of what changes from before that on. One that is
 * whole takes the place of the one that is searched. Its place in the record moves only behind what is written, so that a crash
 * makes it write something again and never leaves anything out.
 */
export function feedIndex(parts: FeedParts): { close(): Promise<void> } {
  const { builds, clock, log } = parts;
  const holder = randomUUID();
  const stopping = new AbortController();
  let isHolder = false;

  async function hold(): Promise<void> {
    while (!stopping.signal.aborted) {
      isHolder = await builds.hold(holder, HOLD_MILLISECONDS).catch(() => false);
      await clock.sleep(HOLD_AGAIN_MILLISECONDS, stopping.signal);
    }
    await builds.release(holder).catch(() => undefined);
  }

  async function feed(): Promise<void> {
    let failures = 0;
    while (!stopping.signal.aborted) {
      try {
        const moved = isHolder && (await feedOnce(parts, stopping.signal));
        failures = 0;
        if (!moved) await clock.sleep(LOOK_EVERY_MILLISECONDS, stopping.signal);
      } catch (error) {
        if (stopping.signal.aborted) return;
        failures += 1;
        // Once, and not with each try while it is down.
        if (failures === 1)
          log.warn(
            { err: asFootnoteError(error) },
            "The index could not be told of changes; it is tried again.",
          );
        await clock.sleep(fullJitter(failures, RETRY, parts.random), stopping.signal);
      }
    }
  }

  const over = Promise.all([hold(), feed()]);
  return {
    async close() {
      stopping.abort();
      await over;
    },
  };
}

/** One bounded step of each build. Whether there may be more to do at once. */
export async function feedOnce(parts: FeedParts, signal: AbortSignal): Promise<boolean> {
  const { index, log } = parts;
  const all = await index.builds();
  const serving = await index.serving();
  let moved = false;
  const followed: Followed[] = [];
  for (const build of all) {
    // One of another form has no place for what is written now, and is replaced.
    const step = build.isCurrentForm ? await feedBuild(parts, build, signal) : undefined;
    if (step === undefined) continue;
    moved ||= step.moved;
    followed.push(step);
  }
  const newest = followed.at(-1);
  if (newest === undefined) {
    // The first one, or what there is was left behind or has another form.
    const name = await index.begin();
    log.info({ build: name }, "The index is built anew.");
    return true;
  }
  if (newest.isCaughtUp && newest.name !== serving && (await index.isSettled(newest.name))) {
    await index.serve(newest.name);
    log.info({ build: newest.name }, "The index was built and is searched from now on.");
  }
  return moved;
}

interface Followed {
  readonly name: string;
  readonly moved: boolean;
  /** All is listed, and nothing was left to be read of the record. */
  readonly isCaughtUp: boolean;
}

/** Undefined where it was left behind, or is gone: what it missed nobody knows, so that another one takes its place. */
async function feedBuild(
  { index, changes, builds, source }: FeedParts,
  { name, listedTo, isListed }: IndexBuild,
  signal: AbortSignal,
): Promise<Followed | undefined> {
  const isNew = listedTo === undefined && !isListed;
  const known = await changes.position(name);
  if (known === undefined && !isNew) return undefined;
  const position = known ?? (await changes.begin(name));
  const read = await changes.read(position, CHANGES_AT_ONCE);
  const changed = changedDocuments(read);
  if (changed.length > 0) await index.write(name, changed, signal);
  const last = read.at(-1);
  if (last !== undefined) await changes.advance(name, last.position);
  if (isListed) return { name, moved: read.length > 0, isCaughtUp: read.length < CHANGES_AT_ONCE };
  // What changes meanwhile is written by one or the other, and each writes what is live.
  const page = await source.liveAfter(listedTo, DOCUMENTS_AT_ONCE);
  await index.write(
    name,
    page.map(({ document }) => document),
    signal,
  );
  await builds.listed(name, page.at(-1)?.document ?? listedTo, page.length < DOCUMENTS_AT_ONCE);
  return { name, moved: true, isCaughtUp: false };
}
