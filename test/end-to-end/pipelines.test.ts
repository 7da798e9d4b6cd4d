import { rename, rm } from "node:fs/promises";
import { join } from "node:path";
import type { DocumentHistory, PipelineProgress } from "@footnote/contracts";
import { afterEach, describe, expect, test } from "vitest";
import { openModelServer } from "../../packages/models/openai-compatible/testing/model-server.ts";
import { eventually, startFootnote, type TestFootnote } from "./footnote.ts";

let footnote: TestFootnote | undefined;
afterEach(async () => {
  await footnote?.close();
  footnote = undefined;
});

/** Long enough for two chunks or more by any strategy. */
function article(subject: string): string {
  const paragraph = (index: number) =>
    `The ${subject} has a keeper number ${index}, who writes down the weather, the wind and the ships that pass each hour.`;
  return `# The ${subject}\n\n${Array.from({ length: 14 }, (_, index) => paragraph(index)).join("\n\n")}\n`;
}
const files = { "lighthouse.md": article("lighthouse"), "harbour.md": article("harbour") };
const noCanary = { freshness: { canary: false } };

async function get<Body>(running: TestFootnote, path: string): Promise<Body> {
  return (await (await fetch(running.url + path)).json()) as Body;
}
const pipelines = async (running: TestFootnote) =>
  (await get<{ pipelines: PipelineProgress[] }>(running, "/api/pipelines")).pipelines;
const serving = async (running: TestFootnote) => (await pipelines(running))[0]?.serving.description;
const history = async (running: TestFootnote, key: string) => {
  const row = (await running.documents()).find((document) => document.key === key);
  return get<DocumentHistory>(running, `/api/documents/${row?.document}/history`);
};
const post = async (running: TestFootnote, path: string) =>
  fetch(running.url + path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: "{}",
  });

describe("a pipeline changes without downtime", () => {
  test("another chunker's versions are built beside the live ones, switched to when complete, and rolled back", async () => {
    const running = await startFootnote(files, noCanary);
    footnote = running;
    const before = await history(running, "harbour.md");
    await running.restart(async () => undefined, { ...noCanary, chunking: { strategy: "fixed", size: 64 } });
    // From the first moment on there is something to answer with.
    expect((await running.search("keeper of the harbour")).length).toBeGreaterThan(0);
    await eventually(
      () => serving(running),
      (description) => description?.chunker.strategy === "fixed",
    );
    const after = await history(running, "harbour.md");
    expect(after.versions).toHaveLength(2);
    expect(after.versions[0]?.chunks).toBeGreaterThan(before.versions[0]?.chunks ?? 0);
    expect((await running.search("keeper of the harbour"))[0]?.version).toBe(after.versions[0]?.version);

    expect(await (await post(running, "/api/pipelines/rollback")).json()).toEqual({ rolledBack: ["docs"] });
    expect((await serving(running))?.chunker.strategy).toBe("structure");
    expect((await running.search("keeper of the harbour"))[0]?.version).toBe(before.versions[0]?.version);
    // The configuration still asks for what was put aside; nobody builds it again unasked.
    await running.restart(async () => undefined);
    await running.settle();
    expect(await pipelines(running)).toMatchObject([
      { serving: { description: { chunker: { strategy: "structure" } } }, next: null },
    ]);
  });

  test("another model is built up while questions are answered with the one before", async () => {
    const server = await openModelServer();
    try {
      const running = await startFootnote(files, noCanary);
      footnote = running;
      const embedding = {
        provider: "openai-compatible",
        baseUrl: server.baseUrl,
        model: "tiny",
        dimensions: 2,
        maxTokens: 512,
      } as const;
      await running.restart(async () => undefined, {
        ...noCanary,
        embedding,
        previousEmbedding: { provider: "bundled" },
      });
      expect((await running.search("keeper of the harbour")).length).toBeGreaterThan(0);
      await eventually(
        () => serving(running),
        (description) => description?.model?.includes("tiny") === true,
      );
      expect((await running.search("keeper of the harbour")).length).toBeGreaterThan(0);
      expect((await running.status()).documents).toMatchObject({ live: 2, dead: 0 });
    } finally {
      await footnote?.close();
      footnote = undefined;
      await server.close();
    }
  });
});

describe("nobody pays twice for what did not change", () => {
  test("a file that is renamed, copied or edited in one paragraph has its other chunks embedded only once", async () => {
    const running = await startFootnote({ "harbour.md": files["harbour.md"] }, noCanary);
    footnote = running;
    const of = async (key: string) => (await history(running, key)).versions[0];
    const first = await of("harbour.md");
    expect(first?.reused).toBe(0);

    await rename(join(running.folder, "harbour.md"), join(running.folder, "port.md"));
    await eventually(
      async () => (await running.documents()).map(({ key, state }) => `${key} ${state}`),
      (listed) => listed.length === 1 && listed[0] === "port.md live",
    );
    expect(await of("port.md")).toMatchObject({ chunks: first?.chunks, reused: first?.chunks });

    await running.put("copy.md", files["harbour.md"]);
    await eventually(
      async () => (await running.documents()).filter(({ state }) => state === "live").length,
      (live) => live === 2,
    );
    expect(await of("copy.md")).toMatchObject({ chunks: first?.chunks, reused: first?.chunks });
    expect((await history(running, "copy.md")).identical).toMatchObject([{ key: "port.md" }]);

    await running.put("copy.md", files["harbour.md"].replace("keeper number 13", "keeper number thirteen"));
    await eventually(
      async () => (await history(running, "copy.md")).versions.length,
      (versions) => versions === 2,
    );
    const edited = await of("copy.md");
    expect(edited?.reused).toBe((edited?.chunks ?? 0) - 1);
    expect((await running.status()).embedding.share).toBeGreaterThan(0.5);
    await rm(join(running.folder, "copy.md"));
  });
});
