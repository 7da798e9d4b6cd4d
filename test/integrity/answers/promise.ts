import type { CachingStore } from "@footnote/contracts";
import { expect, test } from "vitest";
import { askWhileAllChanges } from "./load.ts";
import { MODEL } from "./world.ts";

/** A hundred thousand by `npm run test:cache`. */
const ANSWERS = Number(process.env.ANSWERS ?? 2_000);
const SEED = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31));

/** Opens a new store whose vectors are those of MODEL. */
export function underChange(name: string, open: (model: typeof MODEL) => Promise<CachingStore>): void {
  test(
    `R6: of ${ANSWERS} answers to 200 who ask at once, on ${name}, none rests on what is not live or not readable, and none lacks what is`,
    async () => {
      const store = await open(MODEL);
      try {
        const { answers, hits, changes, broken } = await askWhileAllChanges(store, ANSWERS, SEED);
        const { ended } = await store.answers.status("tenant");
        console.log(`SEED=${SEED}`, { answers, hits, changes, ended, broken: broken.length });
        expect(broken.slice(0, 5), `SEED=${SEED}`).toEqual([]);
        expect(hits / answers).toBeGreaterThanOrEqual(0.2);
        expect(changes).toBeGreaterThanOrEqual(answers / 100);
      } finally {
        await store.close();
      }
    },
    Math.max(120_000, 30 * ANSWERS),
  );
}
