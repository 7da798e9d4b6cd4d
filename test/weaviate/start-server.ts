import type { TestProject } from "vitest/node";
import { Server } from "./server.ts";

declare module "vitest" {
  interface ProvidedContext {
    weaviate: { readonly url: string; readonly grpcUrl: string };
  }
}

/** One server for all files that do not kill it; each of them has collections of its own on it. */
export default async function start(project: TestProject): Promise<() => Promise<void>> {
  const server = await Server.start();
  project.provide("weaviate", { url: server.url, grpcUrl: server.grpcUrl });
  return () => server.close();
}
