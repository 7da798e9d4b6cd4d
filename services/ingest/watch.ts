import type { Bucket, Catalogue } from "@footnote/contracts";
import type { Logger } from "@footnote/runtime";

/** Editors and copies change a file several times in a moment: one look serves them all. */
const GATHER_MILLISECONDS = 50;
const RETRY_MILLISECONDS = 1_000;

/** Queues every key that a bucket reports. Keys are kept until the catalogue has them. */
export async function watchBucket(
  bucket: Bucket,
  catalogue: Catalogue,
  tenant: string,
  onQueued: () => void,
  log: Logger,
): Promise<{ close(): Promise<void> }> {
  const gathered = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  let flushing: Promise<void> = Promise.resolve();

  const schedule = (delay: number) => {
    timer ??= setTimeout(() => {
      timer = undefined;
      flushing = flush();
    }, delay);
  };
  async function flush(): Promise<void> {
    const keys = [...gathered];
    gathered.clear();
    try {
      await catalogue.look(tenant, bucket.name, keys);
      onQueued();
    } catch (error) {
      log.error({ bucket: bucket.name, err: error }, "Changes could not be queued; they are queued again.");
      for (const key of keys) gathered.add(key);
      schedule(RETRY_MILLISECONDS);
    }
  }

  const watch = await bucket.watch(({ key }) => {
    gathered.add(key);
    schedule(GATHER_MILLISECONDS);
  });
  return {
    async close() {
      await watch.close();
      clearTimeout(timer);
      await flushing;
      // What was seen and not yet queued is found by the comparison at the next start.
    },
  };
}
