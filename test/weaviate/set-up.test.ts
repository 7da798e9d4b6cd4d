import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { CachingStore } from "@footnote/contracts";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { World } from "../../packages/store/conformance/world.ts";
import { openWeaviateIndex } from "../../packages/store/weaviate/open.ts";
import { Server } from "./server.ts";
import { openStore } from "./world.ts";

const KEY = "open-sesame";

const world = new World<CachingStore>(openStore);
let locked: Server;
beforeAll(async () => {
  await world.open();
  locked = await Server.start(KEY);
});
afterAll(async () => {
  await world.store.close();
  await locked.close();
});

const open = (address: { url: string; grpcUrl: string; apiKey?: string }) =>
  openWeaviateIndex({
    apiKey: undefined,
    ...address,
    collection: "Setup",
    models: [],
    source: world.store.indexSource,
    builds: world.store.indexBuilds,
    onTrouble: () => undefined,
  });

async function refusal(address: Parameters<typeof open>[0]) {
  return open(address).then(
    () => Promise.reject(new Error("It was let in.")),
    ({ code, message, action }) => ({ code, message, action }),
  );
}

test("a wrong address or port is told in a line that names the setting", async () => {
  const { url, grpcUrl } = inject("weaviate");
  for (const wrong of ["http://127.0.0.1:1", "http://nowhere.invalid:8080"])
    expect(await refusal({ url: wrong, grpcUrl })).toEqual({
      code: "unavailable",
      message: `No Weaviate answers at ${new URL(wrong).host}.`,
      action: "Start it, or correct index.weaviate.url (FOOTNOTE_INDEX_WEAVIATE_URL).",
    });
  // Nothing there, and the port that speaks HTTP/1.1.
  for (const wrong of ["http://127.0.0.1:1", url])
    expect(await refusal({ url, grpcUrl: wrong })).toEqual({
      code: "unavailable",
      message: `No Weaviate answers over gRPC at ${new URL(wrong).host}.`,
      action:
        "Start it, or correct index.weaviate.grpcUrl (FOOTNOTE_INDEX_WEAVIATE_GRPC_URL): 50051 is its usual port.",
    });
});

test("a server that is too old, or is no Weaviate, is told", async () => {
  let version = "1.31.4";
  const server = createServer((_, response) =>
    response
      .setHeader("Content-Type", "application/json")
      .end(JSON.stringify(version === "" ? {} : { version })),
  ).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const address = { url: `http://127.0.0.1:${port}`, grpcUrl: inject("weaviate").grpcUrl };
  expect(await refusal(address)).toEqual({
    code: "configuration_invalid",
    message: `Weaviate 1.31.4 at 127.0.0.1:${port} is too old.`,
    action:
      "Give the address of a Weaviate 1.32 or newer in index.weaviate.url (FOOTNOTE_INDEX_WEAVIATE_URL).",
  });
  version = "";
  expect(await refusal(address)).toMatchObject({ message: `No Weaviate answers at 127.0.0.1:${port}.` });
  server.close();
});

test("a key that is missing or wrong is told apart, and shown nowhere", async () => {
  const { url, grpcUrl } = locked;
  expect(await refusal({ url, grpcUrl })).toMatchObject({
    code: "configuration_invalid",
    message: expect.stringContaining("asks for a key"),
    action: expect.stringContaining("Set index.weaviate.apiKey (FOOTNOTE_INDEX_WEAVIATE_API_KEY)"),
  });
  const wrong = await refusal({ url, grpcUrl, apiKey: "open-barley" });
  expect(wrong).toMatchObject({
    code: "configuration_invalid",
    message: expect.stringContaining("does not accept the key"),
    action: expect.stringContaining("Correct index.weaviate.apiKey"),
  });
  expect(JSON.stringify(wrong)).not.toContain("barley");
  const index = await open({ url, grpcUrl, apiKey: KEY });
  await index.drop(await index.begin());
  await index.close();
});
