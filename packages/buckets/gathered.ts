import type { ChangeSource } from "@footnote/contracts";
import type { Clock } from "@footnote/runtime";

/** Editors and copies change a file several times in a moment: one look serves them all. */
const GATHER_MILLISECONDS = 50;
const RETRY_MILLISECONDS = 1_000;
/** More keys than these, gathered or handed over and not yet queued, are not remembered one by one. */
const MOST_KEYS = 10_000;

/**
 * A source of changes from a watcher, which reports one key after the other and keeps none. Keys are kept until they are
 * queued; while that takes long they gather, and beyond a bound only a comparison can find them.
 *
 * @param watch calls back for every key that may have changed from now on; resolves when it does
 */
export function gathered(
  bucket: string,
  watch: (onKey: (key: string) => void) => Promise<{ close(): Promise<void> }>,
  clock: Clock,
): ChangeSource {
  return {
    async subscribe(handler) {
      const stopping = new AbortController();
      const keys = new Set<string>();
      let gathering: Promise<void> | undefined;
      const handedOver = new Set<Promise<void>>();
      let pending = 0;

      function gather(key: string): void {
        if (stopping.signal.aborted) return;
        if (keys.size + pending >= MOST_KEYS) {
          handler.missed();
          return;
        }
        keys.add(key);
        gathering ??= gatherOn();
      }

      async function gatherOn(): Promise<void> {
        await clock.sleep(GATHER_MILLISECONDS, stopping.signal);
        gathering = undefined;
        if (stopping.signal.aborted) return;
        const batch = [...keys];
        keys.clear();
        pending += batch.length;
        const over = handOver(batch).finally(() => handedOver.delete(over));
        handedOver.add(over);
      }

      async function handOver(batch: readonly string[]): Promise<void> {
        const isQueued = await handler.queue(batch.map((key) => ({ bucket, key }))).then(
          () => true,
          () => false,
        );
        if (!isQueued) await clock.sleep(RETRY_MILLISECONDS, stopping.signal);
        pending -= batch.length;
        if (!isQueued) for (const key of batch) gather(key);
      }

      const watching = await watch(gather);
      return {
        async close() {
          await watching.close();
          stopping.abort();
          await gathering;
          // What was seen and not yet queued is found by the comparison at the next start.
          await Promise.all(handedOver);
        },
      };
    },
  };
}
