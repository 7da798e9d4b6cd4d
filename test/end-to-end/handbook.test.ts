import { glob, readFile } from "node:fs/promises";
import { join } from "node:path";
import { type MeasureMeans, meansOf, readGoldenSet } from "@footnote/evaluation";
import { loadConfiguration } from "@footnote/runtime";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { remoteClient } from "../../services/cli/client.ts";
import { evaluateGolden } from "../../services/cli/evaluation/evaluate-golden.ts";
import { openGoldPlaces } from "../../services/cli/evaluation/gold-places.ts";
import { systemAtUrl } from "../../services/cli/evaluation/system-at-url.ts";
import { startFootnote, type TestFootnote } from "./footnote.ts";

const SUITE = join(import.meta.dirname, "../../eval/quality/suites/handbook.yaml");

let footnote: TestFootnote;
let means: MeasureMeans;
/** Ids of the questions that were lost on the way, with where. */
let lost: string;
beforeAll(async () => {
  const { questions, documents = "" } = await readGoldenSet(SUITE);
  const files: Record<string, Uint8Array> = {};
  for await (const key of glob("**/*.*", { cwd: documents }))
    files[key] = await readFile(join(documents, key));
  footnote = await startFootnote(files);
  const configuration = loadConfiguration({ environment: {}, directory: documents, overrides: {} });
  const system = systemAtUrl(footnote.url, remoteClient(configuration, footnote.url), "off");
  const placesOf = openGoldPlaces(system);
  const results = [];
  for (const question of questions)
    results.push((await evaluateGolden(system, placesOf, undefined, question)).result);
  means = meansOf(results.map(({ measures }) => measures));
  lost = results.flatMap(({ id, loss }) => (loss == null ? [] : [`${id} ${loss}`])).join(", ");
}, 240_000);
afterAll(() => footnote.close());

describe("the sample handbook", () => {
  test("every file is answerable", async () => {
    const { documents, problems } = await footnote.status();
    expect(problems).toEqual([]);
    expect(documents).toEqual({ live: 29, queued: 0, failed: 0, dead: 0, skipped: 0 });
  });

  test("the right passage is among the first five results for at least 95 % of the questions that have one", () => {
    expect(means["passage_success@5"]?.defined).toBe(32);
    expect(means["passage_success@5"]?.mean, lost).toBeGreaterThanOrEqual(0.95);
  });

  test("at least 7 of the 8 questions that the handbook does not answer are declined", () => {
    expect(means.abstention_recall?.defined).toBe(8);
    expect(means.abstention_recall?.mean).toBeGreaterThanOrEqual(7 / 8);
  });

  test("at least half of the questions that it does answer are answered, nearly all from the right passage", () => {
    const [answered, cites] = [means.answered?.mean ?? 0, means.cites_gold?.mean ?? 0];
    expect(answered, lost).toBeGreaterThanOrEqual(0.5);
    expect(cites / answered, lost).toBeGreaterThanOrEqual(0.9);
  });

  test("S2: every quote is verbatim in the stored version at its span", () => {
    expect(means.quote_validity?.defined).toBeGreaterThan(0);
    expect(means.quote_validity?.mean).toBe(1);
  });
});
