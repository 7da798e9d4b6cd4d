import { defineConfig } from "vitest/config";

/** Suites with commands of their own: they start and kill real processes, or need what is not in the project: documents, Helm. */
export default defineConfig({
  test: {
    setupFiles: ["test/support/property-seed.ts"],
    include: ["test/{commands,browser,integrity,attacks,corpora,helm}/**/*.test.ts"],
    fileParallelism: false,
    // Processes are started and stopped, on machines that may be busy. Suites that take longer say so themselves.
    testTimeout: 240_000,
    hookTimeout: 240_000,
  },
});
