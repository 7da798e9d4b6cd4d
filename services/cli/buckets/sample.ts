import { cp, mkdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { makePrivate } from "@footnote/runtime";

const SAMPLE = resolve(import.meta.dirname, "../../../eval/quality/handbook");

/** A copy, so that files which are dropped into the sample never change the project. Gives the folder. */
export async function copySample(data: string): Promise<string> {
  const folder = join(data, "buckets", "handbook");
  await mkdir(join(data, "buckets"), { recursive: true });
  await cp(SAMPLE, folder, { recursive: true });
  // A copy of a file has the mode of that file, whatever the process's mask.
  await makePrivate(data, ["buckets"]);
  return folder;
}
