import { afterAll, beforeAll, describe } from "vitest";
import { keptPromises } from "./kept.ts";
import { livePromises } from "./live.ts";
import { pipelinePromises } from "./pipelines.ts";
import { readerPromises } from "./readers.ts";
import { type OpenStore, World } from "./world.ts";

export { CONFORMANCE_MODEL, KEEP_MILLISECONDS } from "./world.ts";

/** The promises that every store keeps. Its model is CONFORMANCE_MODEL, and it keeps versions for KEEP_MILLISECONDS. */
export function storeConformance(name: string, open: OpenStore): void {
  describe(`${name} keeps the promises of a store`, () => {
    const world = new World(open);
    beforeAll(() => world.open());
    afterAll(() => world.store.close());
    livePromises(world);
    keptPromises(world);
    pipelinePromises(world);
    readerPromises(world);
  });
}
