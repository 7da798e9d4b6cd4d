import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["packages/**/*.test.ts", "services/**/*.test.ts", "eval/**/*.test.ts", "test/**/*.test.ts"],
    // Suites with a command of their own: crashes take minutes, not seconds.
    exclude: ["**/node_modules/**", "**/dist/**", "test/integrity/**"],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // Two cores: more workers only make the ONNX and Postgres threads wait for each other.
    maxWorkers: 2,
  },
});
