import {
  type Claim,
  type Failure,
  type FootnoteError,
  type Lane,
  type NewVersion,
  type Pipeline,
  type Reader,
  type ResolvedReader,
  type Stage,
  type Store,
  segmentsOf,
} from "@footnote/contracts";
import { expect } from "vitest";

/** A tiny model, so that a test can say which vectors are near each other. */
export const CONFORMANCE_MODEL = { id: "conformance-3", dimensions: 3 };
export const LANES: readonly Lane[] = ["change", "backfill", "staging"];
/** How long a store that is tested keeps versions. */
export const KEEP_MILLISECONDS = 24 * 60 * 60_000;

/** Told apart by its chunker. */
export function pipelineOf(id: string): Pipeline {
  return {
    id,
    description: {
      parser: { version: 1 },
      analyzer: { version: 1 },
      chunker: { strategy: id, version: 1, parameters: {} },
      model: CONFORMANCE_MODEL.id,
    },
  };
}

/** `elapsed`: milliseconds that passed, whatever `now` is set to. */
export type OpenStore<Opened extends Store = Store> = (
  now: () => Date,
  elapsed: () => number,
) => Promise<Opened>;

/** A store on a clock of its own, in which each test has a tenant of its own, so one store serves them all. */
export class World<Opened extends Store = Store> {
  readonly #open: OpenStore<Opened>;
  #store: Opened | undefined;
  #setBy = 0;
  #clock = new Date("2030-01-01T00:00:00Z");
  #tenants = 0;

  constructor(open: OpenStore<Opened>) {
    this.#open = open;
  }

  async open(): Promise<void> {
    this.#store = await this.#open(
      () => new Date(this.#clock.getTime() + this.#setBy),
      () => this.#clock.getTime(),
    );
  }

  get store(): Opened {
    if (this.#store === undefined) throw new Error("The store is not open yet.");
    return this.#store;
  }

  get now(): Date {
    return new Date(this.#clock.getTime() + this.#setBy);
  }

  later(seconds: number): void {
    this.#clock = new Date(this.#clock.getTime() + seconds * 1000);
  }

  /** Somebody sets the clock forward or back, while no time passes. */
  setClock(seconds: number): void {
    this.#setBy += seconds * 1000;
  }

  async newTenant(readers: readonly string[] = ["staff"]): Promise<{ tenant: string; reader: Reader }> {
    const tenant = `tenant-${++this.#tenants}`;
    await this.store.catalogue.attachBucket(tenant, { name: "docs", folder: null, readers });
    return { tenant, reader: { tenant, principals: ["staff"] } };
  }

  async claimOne(tenant: string, key: string, lane: Lane = "change"): Promise<Claim> {
    await this.store.catalogue.look(tenant, "docs", [key], lane);
    const [claim] = await this.store.catalogue.claim(tenant, ["docs"], LANES, 1);
    if (claim === undefined) throw new Error("nothing to claim");
    return claim;
  }

  async put(
    tenant: string,
    key: string,
    texts: readonly string[],
    vector = [1, 0, 0],
    pipeline = "test",
  ): Promise<NewVersion> {
    const version = newVersion(texts, vector, this.now, pipeline);
    expect(await this.store.catalogue.commit(await this.claimOne(tenant, key), version)).toBe(true);
    return version;
  }

  resolve(reader: Reader): Promise<ResolvedReader> {
    return this.store.passages.resolve(reader);
  }

  async lexical(reader: Reader, question: string, asOf?: Date): Promise<string[]> {
    const { hits } = await this.store.index.lexical(await this.resolve(reader), question, 10, asOf);
    return this.#texts(reader, hits, asOf);
  }

  async dense(reader: Reader, vector = [1, 0, 0], asOf?: Date): Promise<string[]> {
    const asked = Float32Array.from(vector);
    const hits = await this.store.index.dense(await this.resolve(reader), CONFORMANCE_MODEL, asked, 10, asOf);
    return this.#texts(reader, hits, asOf);
  }

  async #texts(reader: Reader, hits: readonly { chunk: string }[], asOf?: Date): Promise<string[]> {
    const found = await this.store.passages.passages(
      reader,
      hits.map(({ chunk }) => chunk),
      asOf,
    );
    return found.map((passage) => passage.text).sort();
  }
}

export function failed(stage: Stage, error: FootnoteError, retryAt?: Date): Failure {
  return { stage, error, object: undefined, pipeline: "test", retryAt };
}

export function newVersion(
  texts: readonly string[],
  vector: readonly number[],
  written: Date,
  pipeline = "test",
): NewVersion {
  const blocks: { kind: "paragraph"; start: number; end: number }[] = [];
  let text = "";
  for (const part of texts) {
    if (text !== "") text += "\n\n";
    blocks.push({ kind: "paragraph", start: text.length, end: text.length + part.length });
    text += part;
  }
  const instant = written.toISOString();
  return {
    version: `${pipeline}-${texts.join()}`,
    pipeline,
    model: CONFORMANCE_MODEL.id,
    object: { key: "ignored", size: text.length, modifiedAt: written, etag: `${texts[0]}` },
    title: "A title",
    format: "text",
    pages: null,
    notes: [],
    length: text.length,
    segments: segmentsOf({ text, blocks }),
    chunks: blocks.map((block, ordinal) => ({
      ordinal,
      start: block.start,
      end: block.end,
      headingPath: ["A title", "Part"],
      parent: { start: 0, end: text.length },
      text: texts[ordinal] ?? "",
      indexedText: `A title > Part\n${texts[ordinal]}`,
      embedding: Float32Array.from(vector),
    })),
    reused: 0,
    times: {
      written: instant,
      noticed: instant,
      claimed: instant,
      fetched: instant,
      parsed: instant,
      embedded: instant,
    },
  };
}
