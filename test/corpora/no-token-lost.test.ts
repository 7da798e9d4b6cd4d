import { join, resolve } from "node:path";
import { test } from "vitest";
import { expectNothingLostOf } from "../support/nothing-lost.ts";

const CORPORA = resolve(process.env.CORPORA ?? "../shared/corpora");

test.each(["18f-handbook", "owasp-asvs"])(
  "no token of the documents of %s lies beyond what the model sees",
  (name) => expectNothingLostOf(join(CORPORA, name)),
  600_000,
);
