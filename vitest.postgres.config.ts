import { defineConfig } from "vitest/config";

/** The store on a real Postgres, which is got and started for it: see infra/local/postgres.sh. */
export default defineConfig({
  test: {
    setupFiles: ["test/support/property-seed.ts"],
    include: ["test/postgres/**/*.test.ts"],
    globalSetup: "test/postgres/start-server.ts",
    maxWorkers: 2,
    testTimeout: 120_000,
    hookTimeout: 240_000,
  },
});
