import type { TestProject } from "vitest/node";
import { Server } from "./server.ts";

declare module "vitest" {
  interface ProvidedContext {
    postgres: string;
  }
}

/** One server for all files that do not kill it; each of them makes databases of its own on it. */
export default async function start(project: TestProject): Promise<() => Promise<void>> {
  const server = await Server.start();
  project.provide("postgres", server.url);
  return () => server.close();
}
