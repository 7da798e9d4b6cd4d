import { inject } from "vitest";
import { chunkIndexPromises } from "../../packages/store/conformance/chunk-index.ts";
import { openIndex, openStore, until } from "./world.ts";

chunkIndexPromises("Weaviate", openStore, async (store) => {
  const index = await openIndex(store, inject("weaviate"));
  const build = await index.begin();
  await index.serve(build);
  return {
    ...index,
    // What was applied is found once its vectors have their places.
    async apply(changes) {
      await index.apply(changes);
      await until(() => index.isSettled(build));
    },
  };
});
