import { defineConfig } from "vitest/config";

/** Suites with commands of their own: they kill real processes, or read documents that are not in the project. */
export default defineConfig({
  test: {
    setupFiles: ["test/support/property-seed.ts"],
    include: ["test/integrity/**/*.test.ts", "test/attacks/**/*.test.ts", "test/corpora/**/*.test.ts"],
    fileParallelism: false,
    // Processes are started and stopped, on machines that may be busy. Suites that take longer say so themselves.
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
