import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, test } from "vitest";
import { POINTS } from "./crash/points.ts";
import type { Start } from "./crash/protocol.ts";
import { shuffled } from "./crash/shuffle.ts";
import { World } from "./crash/world.ts";
import { Random } from "./simulation/random.ts";

const ROUNDS = Number(process.env.ROUNDS ?? Object.keys(POINTS).length);
/** The model takes most of a round's time and decides nothing about crashes: it computes in one of so many rounds. */
const ROUNDS_PER_MODEL_ROUND = 20;
const SEED = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31));
/** Only these points, by their beginnings: for trying one alone. */
const ONLY = process.env.POINTS ?? "";

describe(`R2, R3, R8: killed ${ROUNDS} times at every named point in turn (SEED=${SEED})`, () => {
  let root: string;
  let world: World | undefined;
  afterEach(async () => {
    await world?.end();
    await rm(root, { recursive: true, force: true });
  });

  async function rounds(embedder: Start["embedder"], count: number): Promise<void> {
    root = await mkdtemp(join(tmpdir(), "footnote-points-"));
    const random = new Random(SEED);
    world = new World(root, embedder, random);
    await world.begin();
    let names = Object.keys(POINTS).filter((name) => name.startsWith(ONLY));
    for (let round = 0; round < count; round++) {
      // All of them before any comes again.
      if (round % names.length === 0) names = shuffled(names, random);
      const name = names[round % names.length] ?? "";
      const point = POINTS[name];
      if (point === undefined) throw new Error(`There is no point ${name}.`);
      // Before it, so that the one that fails is named.
      console.log(`round ${round + 1}/${count}: ${name}`);
      await world.round(`round ${round + 1} (SEED=${SEED}): ${name}`, point);
    }
  }

  test("nothing acknowledged is lost, nothing is half-indexed, and the rows are those of a process that was never killed", {
    timeout: 3_600_000,
  }, async () => {
    await rounds("hash", ROUNDS);
  });

  test("the same with the bundled model", { timeout: 3_600_000 }, async () => {
    await rounds("bundled", Math.ceil(ROUNDS / ROUNDS_PER_MODEL_ROUND));
  });
});
