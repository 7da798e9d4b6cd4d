import { defineConfig } from "vitest/config";

/** The product on real servers, which are got and started for it: see infra/local. */
export default defineConfig({
  test: {
    setupFiles: ["test/support/property-seed.ts"],
    include: ["test/servers/**/*.test.ts"],
    globalSetup: "test/servers/start-servers.ts",
    env: { KAFKAJS_NO_PARTITIONER_WARNING: "1" },
    maxWorkers: 2,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
