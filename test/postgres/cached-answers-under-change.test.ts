import { inject } from "vitest";
import { wordAnalyzer } from "../../packages/store/conformance/analyzer.ts";
import { openPgStore } from "../../packages/store/pg/open.ts";
import { underChange } from "../integrity/answers/promise.ts";
import { newDatabase } from "./database.ts";

underChange("Postgres", async (model) =>
  openPgStore(
    { url: await newDatabase(inject("postgres")), connections: 8, statementMilliseconds: 30_000 },
    { models: [model], analyzer: wordAnalyzer, keepMilliseconds: 1_000 },
  ),
);
