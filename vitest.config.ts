import { defineConfig } from "vitest/config";

/** Tests that change the process they run in: its modules, its clock, its environment, its limits, its priority. */
const ALONE = [
  "packages/buckets/folder/**/*.test.ts",
  "packages/parsing/sandbox/**/*.test.ts",
  "packages/store/pglite/client.test.ts",
];
/** Suites with commands of their own, see vitest.slow.config.ts. */
const ELSEWHERE = [
  "**/node_modules/**",
  "**/dist/**",
  "test/commands/**",
  "test/browser/**",
  "test/integrity/**",
  "test/attacks/**",
  "test/corpora/**",
  "test/postgres/**",
  "test/servers/**",
  "test/weaviate/**",
  "test/helm/**",
];

export default defineConfig({
  test: {
    setupFiles: ["test/support/property-seed.ts"],
    // A quiet machine needs a tenth of it. One that others use, too, may be ten times as slow.
    testTimeout: 120_000,
    hookTimeout: 240_000,
    // Two cores: more workers only make the ONNX and Postgres threads wait for each other.
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: {
          name: "together",
          include: ["{packages,services,eval,infra,test}/**/*.test.ts"],
          exclude: [...ELSEWHERE, ...ALONE],
          // Loading the modules anew for each file would take half of the processor's time for it.
          isolate: false,
        },
      },
      { extends: true, test: { name: "alone", include: ALONE } },
    ],
  },
});
