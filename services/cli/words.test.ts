import type { Pipeline, PipelineDescription } from "@footnote/contracts";
import { expect, test } from "vitest";
import { describePipeline } from "./words.ts";

const description: PipelineDescription = {
  parser: { version: 8, recognition: "eng" },
  chunker: { strategy: "structure", version: 2, parameters: { size: 240, parent: 1000 } },
  analyzer: { version: 2 },
  model: "all-MiniLM-L6-v2-int8",
};

test("pipelines that differ in anything read differently", () => {
  const others: Partial<PipelineDescription>[] = [
    {},
    { parser: { version: 9, recognition: "eng" } },
    { parser: { version: 8 } },
    { parser: { version: 8, recognition: "eng+deu" } },
    { chunker: { ...description.chunker, strategy: "fixed" } },
    { chunker: { ...description.chunker, version: 3 } },
    { chunker: { ...description.chunker, parameters: { size: 200, parent: 1000 } } },
    { analyzer: { version: 3 } },
    { model: "another" },
  ];
  const said = others.map((other): Pipeline => ({ id: "", description: { ...description, ...other } }));
  expect(new Set(said.map(describePipeline)).size).toBe(others.length);
});
