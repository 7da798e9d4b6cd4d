import type { CachingStore } from "@footnote/contracts";
import { inject } from "vitest";
import { wordAnalyzer } from "../../packages/store/conformance/analyzer.ts";
import { answerPromises } from "../../packages/store/conformance/answers.ts";
import { changePromises } from "../../packages/store/conformance/changes.ts";
import { chunkIndexPromises } from "../../packages/store/conformance/chunk-index.ts";
import { originalPromises } from "../../packages/store/conformance/originals.ts";
import { questionPromises } from "../../packages/store/conformance/question-log.ts";
import { requestPromises } from "../../packages/store/conformance/requests.ts";
import { showcasePromises } from "../../packages/store/conformance/showcase.ts";
import {
  CONFORMANCE_MODEL,
  KEEP_MILLISECONDS,
  storeConformance,
} from "../../packages/store/conformance/suite.ts";
import { webhookPromises } from "../../packages/store/conformance/webhooks.ts";
import type { OpenStore } from "../../packages/store/conformance/world.ts";
import { openPgStore } from "../../packages/store/pg/open.ts";
import { writtenAheadPromises } from "../../packages/store/postgres/testing/written-ahead.ts";
import { newDatabase } from "./database.ts";

const open: OpenStore<CachingStore> = async (now, elapsed) =>
  openPgStore(
    { url: await newDatabase(inject("postgres")), connections: 4, statementMilliseconds: 30_000 },
    {
      models: [CONFORMANCE_MODEL],
      analyzer: wordAnalyzer,
      clock: { now, elapsed },
      keepMilliseconds: KEEP_MILLISECONDS,
    },
  );

storeConformance("Postgres", open);
changePromises("Postgres", open);
chunkIndexPromises("Postgres", open, (store) => store.index);
questionPromises("Postgres", open);
showcasePromises("Postgres", open);
originalPromises("Postgres", open);
requestPromises("Postgres", open);
webhookPromises("Postgres", open);
writtenAheadPromises("Postgres", open);
answerPromises("Postgres", open);
