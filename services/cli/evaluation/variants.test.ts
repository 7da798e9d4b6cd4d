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

test("what cannot be together is refused", () => {
  expect(() => variantsOf(configured, ["legs=hybrid", "legs=dense"])).toThrow("twice");
  expect(() => variantsOf(configured, ["cache=on", "legs=dense"])).toThrow("hybrid search alone");
});
