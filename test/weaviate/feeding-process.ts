// A process that puts documents into a store and tells an index of them, for tests that kill it.
import { setTimeout } from "node:timers/promises";
import { openLogger, systemClock } from "@footnote/runtime";
import { openPgliteStore, openWeaviateIndex } from "@footnote/store";
import { wordAnalyzer } from "../../packages/store/conformance/analyzer.ts";
import { CONFORMANCE_MODEL, KEEP_MILLISECONDS, newVersion } from "../../packages/store/conformance/world.ts";
import { feedIndex } from "../../services/ingest/following/feed-index.ts";

export interface FeedingStart {
  readonly directory: string;
  readonly url: string;
  readonly grpcUrl: string;
  readonly collection: string;
  readonly tenant: string;
  /** Documents, each of which is put so many times with another content. */
  readonly documents: number;
  readonly rounds: number;
}

const { directory, tenant, documents, rounds, ...address } = JSON.parse(
  process.argv[2] ?? "",
) as FeedingStart;
const store = await openPgliteStore(directory, {
  models: [CONFORMANCE_MODEL],
  analyzer: wordAnalyzer,
  now: systemClock.now,
  elapsed: systemClock.elapsed,
  keepMilliseconds: KEEP_MILLISECONDS,
});
await store.catalogue.attachBucket(tenant, { name: "docs", folder: null, readers: ["staff"] });
const index = await openWeaviateIndex({
  ...address,
  apiKey: undefined,
  models: [CONFORMANCE_MODEL],
  source: store.indexSource,
  builds: store.indexBuilds,
  onTrouble: () => undefined,
});
feedIndex({
  index,
  changes: store.changes,
  builds: store.indexBuilds,
  source: store.indexSource,
  clock: systemClock,
  random: Math.random,
  log: openLogger("silent"),
});
let put = 0;
for (let round = 0; round < rounds; round++) {
  for (let at = 0; at < documents; at++) {
    const key = `${at}.md`;
    await store.catalogue.look(tenant, "docs", [key], "change");
    const [claim] = await store.catalogue.claim(tenant, ["docs"], ["change"], 1);
    if (claim === undefined) continue;
    // Now and then it is gone, and comes back in the next round.
    if ((at + round) % 7 === 0) await store.catalogue.remove(claim);
    else
      await store.catalogue.commit(
        claim,
        newVersion(
          [`a tern ${at} ${round}`, `a skua ${at} ${round}`],
          [1, at / documents, round],
          new Date(),
        ),
      );
    put += 1;
    if (put % 50 === 0) console.log(JSON.stringify({ put }));
  }
}
while (!(await index.isCurrent().catch(() => false))) await setTimeout(100);
console.log(JSON.stringify({ put, current: true }));
