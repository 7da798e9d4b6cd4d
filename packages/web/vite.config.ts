import { defineConfig } from "vite";

export default defineConfig({
  root: import.meta.dirname,
  build: {
    outDir: "dist",
    emptyOutDir: true,
    // The pages are served with a policy that allows no inline script, style or data: font.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: {
    // `npx vite packages/web` while working on the pages, beside a running Footnote.
    proxy: { "/api": "http://localhost:8080" },
  },
});
