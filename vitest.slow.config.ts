import { defineConfig } from "vitest/config";

/** Suites with commands of their own: they kill real processes, or read documents that are not in the project. */
export default defineConfig({
  test: {
    include: ["test/integrity/**/*.test.ts", "test/attacks/**/*.test.ts", "test/corpora/**/*.test.ts"],
    fileParallelism: false,
  },
});
