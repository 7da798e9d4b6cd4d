import { createHash } from "node:crypto";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openCrossEncoderReranker } from "../transformers-js/cross-encoder/cross-encoder.ts";
import { pullModel } from "./pull.ts";

const COUNTER = new URL("../transformers-js/testing/word-counter/", import.meta.url);
const FILES = ["config.json", "onnx/model_quantized.onnx", "tokenizer.json", "tokenizer_config.json"];
const COMMIT = "0123456789abcdef0123456789abcdef01234567";

/** A hub with one model, "own/counter", whose large file lies elsewhere, as hubs have them. */
const hub = {
  listed: FILES,
  graph: async () => readFile(new URL("onnx/model_quantized.onnx", COUNTER)),
  asked: [] as string[],
};
let server: Server;
let address: string;
let folder: string;
beforeEach(async () => {
  Object.assign(hub, { listed: FILES, asked: [] });
  hub.graph = async () => readFile(new URL("onnx/model_quantized.onnx", COUNTER));
  const graph = await hub.graph();
  const lfs = { sha256: createHash("sha256").update(graph).digest("hex"), size: graph.byteLength };
  server = createServer(async (request, response) => {
    const url = request.url ?? "";
    hub.asked.push(url);
    const of = `/own/counter/resolve/${COMMIT}/`;
    if (url === "/api/models/own/counter/revision/main?blobs=true") {
      const siblings = hub.listed.map((rfilename) => ({
        rfilename,
        ...(rfilename.startsWith("onnx") && { lfs }),
      }));
      response.end(JSON.stringify({ sha: COMMIT, siblings }));
    } else if (url === `${of}onnx/model_quantized.onnx`)
      response.writeHead(302, { location: "/stored/7" }).end();
    else if (url === "/stored/7") response.end(await hub.graph());
    else if (url.startsWith(of)) response.end(await readFile(new URL(url.slice(of.length), COUNTER)));
    else response.writeHead(url.includes("broken") ? 503 : 404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  folder = await mkdtemp(join(tmpdir(), "models-"));
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await rm(folder, { recursive: true });
});
const pull = (name = "own/counter") => pullModel({ hub: address, name, folder });

test("a model is fetched of one revision, with its checksums, and can be used; again it is not fetched", async () => {
  const pulled = await pull();
  expect(pulled).toEqual({ folder: join(folder, "own/counter"), wasThere: false });
  const sums = await readFile(join(pulled.folder, "checksums.sha256"), "utf8");
  expect(
    sums
      .trimEnd()
      .split("\n")
      .map((line) => line.slice(66))
      .toSorted(),
  ).toEqual(FILES);
  const reranker = await openCrossEncoderReranker(pulled);
  expect(await reranker.score("otter", ["otter", "badger"], new AbortController().signal)).toEqual([1, 0]);
  await reranker.close();
  const { length } = hub.asked;
  expect(await pull()).toMatchObject({ wasThere: true });
  expect(hub.asked).toHaveLength(length);
});

test("one that is damaged meanwhile is fetched anew", async () => {
  const pulled = await pull();
  await writeFile(join(pulled.folder, "config.json"), "{");
  expect(await pull()).toMatchObject({ wasThere: false });
  expect(await readFile(join(pulled.folder, "config.json"), "utf8")).not.toBe("{");
});

test("a file that is not what the hub says leaves nothing behind", async () => {
  hub.graph = async () => Buffer.from("something else");
  await expect(pull()).rejects.toMatchObject({
    code: "model_damaged",
    message: expect.stringContaining("onnx/model_quantized.onnx"),
  });
  expect(await readdir(join(folder, "own"))).toEqual([]);
});

test("what cannot be had is said, with what to do", async () => {
  await expect(pull("own/other")).rejects.toMatchObject({ code: "not_found" });
  await expect(pull("own/broken")).rejects.toMatchObject({ code: "unavailable" });
  await expect(pullModel({ hub: "http://127.0.0.1:1", name: "own/counter", folder })).rejects.toMatchObject({
    code: "unavailable",
  });
  hub.listed = FILES.filter((name) => !name.startsWith("onnx"));
  await expect(pull()).rejects.toMatchObject({
    code: "request_invalid",
    message: expect.stringContaining("onnx/model_quantized.onnx or onnx/model.onnx"),
  });
});
