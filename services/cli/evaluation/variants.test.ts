import { loadConfiguration } from "@footnote/runtime";
import { expect, test } from "vitest";
import { bySetup, variantsOf } from "./variants.ts";

const configuration = loadConfiguration({ environment: {}, directory: "/", overrides: {} });
const configured = [{ name: "", configuration }];

test("every configuration with every combination, in their order; what only asks otherwise shares a setup", () => {
  const variants = variantsOf(
    [
      { name: "a", configuration },
      { name: "b", configuration },
    ],
    ["fusion=min-max,rrf", "legs=lexical,hybrid"],
  );
  expect(variants.map(({ named }) => Object.values(named).join(" "))).toEqual([
    "a min-max lexical",
    "a min-max hybrid",
    "a rrf lexical",
    "a rrf hybrid",
    "b min-max lexical",
    "b min-max hybrid",
    "b rrf lexical",
    "b rrf hybrid",
  ]);
  expect(variants[2]?.configuration.retrieval.fusion).toBe("rrf");
  // Both files say the same here, so that two setups remain.
  expect(bySetup(variants).map((group) => group.length)).toEqual([4, 4]);
  expect(variantsOf(configured, [])).toMatchObject([
    { named: {}, legs: "hybrid", cache: "off", chunking: undefined },
  ]);
});

test.each([
  ["speed=fast", "names nothing that can be varied"],
  ["legs=lexcial", 'legs cannot be "lexcial"'],
  ["legs", 'legs cannot be ""'],
])("--vary %s is refused", (option, problem) => {
  expect(() => variantsOf(configured, [option])).toThrow(problem);
});

test("a reranker that is configured can be off and on, and is waited for; where none is, there is nothing to be on", () => {
  const reranker = { provider: "cross-encoder", folder: "/models/small" } as const;
  const withOne = loadConfiguration({
    environment: {},
    directory: "/",
    overrides: { retrieval: { reranker } },
  });
  const variants = variantsOf([{ name: "", configuration: withOne }], ["reranker=off,on"]);
  expect(variants.map(({ configuration }) => configuration.retrieval.reranker.provider)).toEqual([
    "none",
    "cross-encoder",
  ]);
  expect(variants[1]?.configuration.retrieval.reranker).toMatchObject({ deadlineMilliseconds: 60_000 });
  expect(variantsOf(configured, ["reranker=off"])).toHaveLength(1);
  expect(() => variantsOf(configured, ["reranker=on"])).toThrow("No reranker is configured");
});

test("what words count beside meaning is varied, and else what is configured", () => {
  const weights = (varied: readonly string[]) =>
    variantsOf(configured, varied).map(({ configuration }) => configuration.retrieval.lexicalWeight);
  expect(weights(["lexical-weight=0.3,0.5"])).toEqual([0.3, 0.5]);
  expect(weights([])).toEqual([0.5]);
  expect(() => weights(["lexical-weight=0.3,2"])).toThrow('lexical-weight cannot be "2"');
});

test("what cannot be together is refused", () => {
  expect(() => variantsOf(configured, ["lexical-weight=0.3", "legs=dense"])).toThrow("hybrid search alone");
  expect(() => variantsOf(configured, ["legs=hybrid", "legs=dense"])).toThrow("twice");
  expect(() => variantsOf(configured, ["cache=on", "legs=dense"])).toThrow("hybrid search alone");
});
