import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    setupFiles: ["test/support/property-seed.ts"],
    include: ["{packages,services,eval,infra,test}/**/*.test.ts"],
    // Suites with commands of their own, see vitest.slow.config.ts.
    exclude: [
      "**/node_modules/**",
      "**/dist/**",
      "test/integrity/**",
      "test/attacks/**",
      "test/corpora/**",
      "test/postgres/**",
      "test/servers/**",
      "test/weaviate/**",
      "test/helm/**",
    ],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // Two cores: more workers only make the ONNX and Postgres threads wait for each other.
    maxWorkers: 2,
  },
});
