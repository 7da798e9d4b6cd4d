import { createHash } from "node:crypto";
import { mkdir, mkdtemp, rm, unlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { checkModel } from "./model.ts";

let folder: string;
const check = () => checkModel(pathToFileURL(`${folder}/`));

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "model-"));
  await mkdir(join(folder, "onnx"));
  const files = { "config.json": "{}", "onnx/model_quantized.onnx": "weights" };
  const lines = Object.entries(files).map(
    ([name, content]) => `${createHash("sha256").update(content).digest("hex")}  ${name}\n`,
  );
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
  await writeFile(join(folder, "checksums.sha256"), lines.join(""));
});
afterEach(() => rm(folder, { recursive: true }));

describe("the check of a model", () => {
  it("passes what lies in the project", () => checkModel());

  it("passes files that are as their checksums say", check);

  it("names a damaged file and how to repair it", async () => {
    await writeFile(join(folder, "onnx/model_quantized.onnx"), "weightz");
    await expect(check()).rejects.toMatchObject({
      code: "model_damaged",
      message: expect.stringContaining("onnx/model_quantized.onnx"),
      action: expect.stringContaining("models pull"),
    });
  });

  it.each(["config.json", "checksums.sha256"])("names %s where it is missing", async (name) => {
    await unlink(join(folder, name));
    await expect(check()).rejects.toMatchObject({
      code: "model_damaged",
      message: expect.stringContaining(name),
    });
  });

  it("does not pass a list of checksums that was cut short", async () => {
    await writeFile(join(folder, "checksums.sha256"), "");
    await expect(check()).rejects.toMatchObject({ code: "model_damaged" });
  });
});
