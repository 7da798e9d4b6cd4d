import { afterAll, beforeAll, describe } from "vitest";
import { accessPromises } from "./access.ts";
import { claimPromises } from "./claims.ts";
import { foundPromises } from "./found.ts";
import { inventoryPromises } from "./inventory.ts";
import { keptPromises } from "./kept.ts";
import { livePromises } from "./live.ts";
import { objectReaderPromises } from "./object-readers.ts";
import { outcomePromises } from "./outcomes.ts";
import { pipelinePromises } from "./pipelines.ts";
import { readerPromises } from "./readers.ts";
import { textPromises } from "./texts.ts";
import { type OpenStore, World } from "./world.ts";

export { CONFORMANCE_MODEL, KEEP_MILLISECONDS } from "./world.ts";

/** The promises that every store keeps. Its model is CONFORMANCE_MODEL, and it keeps versions for KEEP_MILLISECONDS. */
export function storeConformance(name: string, open: OpenStore): void {
  describe(`${name} keeps the promises of a store`, () => {
    const world = new World(open);
    beforeAll(() => world.open());
    afterAll(() => world.store.close());
    foundPromises(world);
    livePromises(world);
    claimPromises(world);
    accessPromises(world);
    outcomePromises(world);
    textPromises(world);
    inventoryPromises(world);
    keptPromises(world);
    pipelinePromises(world);
    readerPromises(world);
    objectReaderPromises(world);
  });
}
