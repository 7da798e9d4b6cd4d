import type { Bucket, BucketObject, Catalogue } from "@footnote/contracts";

const PAGE = 500;

/**
 * Compares a bucket's listing with the catalogue and queues what differs: new, changed, deleted, or made by
 * another pipeline. Events only make ingestion fast; this makes it right. Returns how many keys it queued.
 */
export async function reconcile(
  catalogue: Catalogue,
  tenant: string,
  bucket: Bucket,
  pipeline: string,
  onQueued: () => void,
  signal: AbortSignal,
): Promise<number> {
  let queued = 0;
  const look = async (keys: readonly string[]) => {
    if (keys.length === 0) return;
    await catalogue.look(tenant, bucket.name, keys);
    queued += keys.length;
    onQueued();
  };
  for await (const objects of pages(bucket.list(signal))) {
    const known = new Map(
      (
        await catalogue.known(
          tenant,
          bucket.name,
          objects.map((object) => object.key),
        )
      ).map((object) => [object.key, object]),
    );
    await look(
      objects
        .filter(({ key, etag }) => {
          const seen = known.get(key);
          if (seen === undefined) return true;
          // Queued and failed documents are due by themselves.
          if (seen.state === "queued" || seen.state === "failed") return false;
          return seen.etag !== etag || seen.pipeline !== pipeline;
        })
        .map((object) => object.key),
    );
  }
  let after: string | undefined;
  do {
    signal.throwIfAborted();
    const keys = await catalogue.knownKeys(tenant, bucket.name, after, PAGE);
    const gone: string[] = [];
    for (const key of keys) {
      if (await isGone(bucket, key)) gone.push(key);
    }
    await look(gone);
    after = keys.length === PAGE ? keys.at(-1) : undefined;
  } while (after !== undefined);
  return queued;
}

async function isGone(bucket: Bucket, key: string): Promise<boolean> {
  try {
    return (await bucket.head(key)) === undefined;
  } catch {
    // It is there, but refused: its own look says why.
    return false;
  }
}

async function* pages(objects: AsyncIterable<BucketObject>): AsyncIterable<BucketObject[]> {
  let page: BucketObject[] = [];
  for await (const object of objects) {
    page.push(object);
    if (page.length < PAGE) continue;
    yield page;
    page = [];
  }
  if (page.length > 0) yield page;
}
