import { join } from "node:path";
import {
  agreementOf,
  lexicalAgreement,
  openJudge,
  readLabelledStatements,
  TRUSTED_KAPPA,
} from "@footnote/evaluation";
import { expect, test } from "vitest";

const file = (name: string) => join(import.meta.dirname, name);

test("verdicts of a small real model are replayed without it; a prompt that changed would have none", async () => {
  const statements = await readLabelledStatements(file("labels.jsonl"));
  // Qwen2.5-Coder-1.5B-Instruct, 4 bits, behind llama.cpp's server: see infra/local/language-model.sh.
  const judge = await openJudge({ id: "qwen", file: file("verdicts.jsonl"), model: undefined });
  const { accuracy, kappa, without } = await agreementOf(judge, statements);
  expect([statements.length, without, accuracy]).toEqual([40, 0, 0.55]);
  expect(kappa).toBeLessThan(TRUSTED_KAPPA);
});

test("words alone are a poor judge of what is said in other words, and are not called one", async () => {
  const { accuracy, kappa } = lexicalAgreement(await readLabelledStatements(file("labels.jsonl")));
  expect([accuracy, kappa < TRUSTED_KAPPA]).toEqual([0.45, true]);
});
