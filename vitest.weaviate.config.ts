import { defineConfig } from "vitest/config";

/** The index in a real Weaviate, which is built and started for it: see infra/local/weaviate.sh. */
export default defineConfig({
  test: {
    setupFiles: ["test/support/property-seed.ts"],
    include: ["test/weaviate/**/*.test.ts"],
    globalSetup: "test/weaviate/start-server.ts",
    maxWorkers: 2,
    testTimeout: 120_000,
    hookTimeout: 240_000,
  },
});
