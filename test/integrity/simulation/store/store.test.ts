import { KEEP_MILLISECONDS, storeConformance } from "../../../../packages/store/conformance/suite.ts";
import { openInMemoryStore } from "./store.ts";

storeConformance("The in-memory store", async (now, elapsed) =>
  openInMemoryStore({ now, elapsed }, KEEP_MILLISECONDS, {
    chunks: 64,
    pause: () => Promise.resolve(),
    onTaken: () => undefined,
  }),
);
