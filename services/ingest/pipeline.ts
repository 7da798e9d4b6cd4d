import { createHash, type Hash } from "node:crypto";
import { setImmediate } from "node:timers/promises";
import { FootnoteError, type Pipeline, type PipelineDescription } from "@footnote/contracts";
import type { IngestParts, PipelineParts } from "./parts.ts";

/** Names everything that turns an object's bytes into chunks: another description, another version. */
export function pipelineOf({ parser, chunker, analyzer, model }: PipelineDescription): Pipeline {
  const { strategy, version, parameters } = chunker;
  const sizes = Object.entries(parameters).sort(([one], [other]) => (one < other ? -1 : 1));
  const described = JSON.stringify([parser.version, strategy, version, sizes, analyzer.version, model]);
  const id = shortened(createHash("sha256").update(described));
  return { id, description: { parser, chunker, analyzer, model } };
}

/** Hashed in some ten milliseconds. */
const BYTES_AT_ONCE = 8 * 1024 ** 2;

/** A version is its content and the pipeline that read it. Others get their turn while a large object is hashed. */
export async function versionOf(pipeline: string, bytes: Uint8Array): Promise<string> {
  const hash = createHash("sha256").update(pipeline);
  for (let at = 0; at < bytes.length; at += BYTES_AT_ONCE) {
    if (at > 0) await setImmediate();
    hash.update(bytes.subarray(at, at + BYTES_AT_ONCE));
  }
  return shortened(hash);
}

/** The pipelines that this process can run, by id. */
export class Pipelines {
  readonly #open: ReadonlyMap<string, PipelineParts>;
  readonly #configured: ReadonlyMap<string, string>;

  private constructor(open: ReadonlyMap<string, PipelineParts>, configured: ReadonlyMap<string, string>) {
    this.#open = open;
    this.#configured = configured;
  }

  /** Tells the catalogue what each bucket is configured for, and opens all that the catalogue still works with. */
  static async open(parts: IngestParts): Promise<Pipelines> {
    const { catalogue, tenant, buckets, openPipeline } = parts;
    const configured = new Map<string, string>();
    const wanted: Pipeline[] = [];
    for (const { bucket, pipeline } of buckets) {
      const made = pipelineOf(pipeline);
      wanted.push(made);
      configured.set(bucket.name, made.id);
      await catalogue.configurePipeline(tenant, bucket.name, made);
    }
    for (const { bucket, serving, next, previous, held } of await catalogue.pipelines(tenant)) {
      // The last two may serve again before this process ends.
      if (configured.has(bucket))
        wanted.push(...[serving, next, previous, held].filter((one) => one !== null));
    }
    const open = new Map<string, PipelineParts>();
    for (const { id, description } of wanted) {
      const opened = open.get(id) ?? openPipeline(description);
      if (opened !== undefined) open.set(id, opened);
    }
    return new Pipelines(open, configured);
  }

  has(id: string): boolean {
    return this.#open.has(id);
  }

  /** The id of what the bucket is configured for, which this process can always run. */
  configuredFor(bucket: string): string {
    const id = this.#configured.get(bucket);
    if (id === undefined) throw new Error(`The bucket ${bucket} is not watched here.`);
    return id;
  }

  /** @throws FootnoteError unavailable, where only another process can run it */
  get(id: string): PipelineParts {
    const found = this.#open.get(id);
    if (found !== undefined) return found;
    throw new FootnoteError("unavailable", "The document's pipeline cannot be run by this process.", {
      action: "It is tried again by itself; if it stays, start Footnote again.",
    });
  }
}

function shortened(hash: Hash): string {
  // 128 bits: enough that no two versions of a document ever meet, short enough to show.
  return hash.digest("hex").slice(0, 32);
}
