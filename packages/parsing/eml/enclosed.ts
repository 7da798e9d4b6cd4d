import { FootnoteError, type SourceFile } from "@footnote/contracts";
import type { DraftBlock, DraftDocument } from "../canonical/draft.ts";
import { charactersOf } from "../canonical/text-budget.ts";
import { type FileLimits, limitsOf } from "../limits.ts";

/** Messages and files in messages that are read; one further down is only named. */
const DEEPEST = 3;
/** A message with more has been made by a program. */
const MOST_FILES = 200;

/** All that lies in a message may unpack to this share of what a file may: the message itself fills memory, too. */
const SHARE_OF_INFLATED = 1 / 4;

/** Reads a file as if it lay in a bucket. @throws FootnoteError with one of the `file_…` codes */
export type ReadFile = (source: SourceFile, limits: FileLimits, enclosed: Enclosed) => Promise<DraftDocument>;

/** What messages and files within one message may cost together: no more than the message alone. */
interface Shared {
  files: number;
  characters: number;
  pages: number;
  readonly inflated: { bytes: number };
}

/** Where a file lies within others, and what reads those within it. */
export class Enclosed {
  readonly #read: ReadFile;
  readonly #limits: FileLimits;
  readonly #depth: number;
  readonly #shared: Shared;

  private constructor(read: ReadFile, limits: FileLimits, depth: number, shared: Shared) {
    this.#read = read;
    this.#limits = limits;
    this.#depth = depth;
    this.#shared = shared;
  }

  /** For a file of its own. */
  static outermost(read: ReadFile, limits: FileLimits): Enclosed {
    const { maxCharacters: characters, maxPages: pages } = limits;
    return new Enclosed(read, limits, 0, { files: MOST_FILES, characters, pages, inflated: { bytes: 0 } });
  }

  get isDeepest(): boolean {
    return this.#depth >= DEEPEST;
  }

  deeper(): Enclosed {
    return new Enclosed(this.#read, this.#limits, this.#depth + 1, this.#shared);
  }

  /** The file within this one; undefined where it cannot be read, or where what all may cost is spent. */
  async read(source: SourceFile): Promise<DraftDocument | undefined> {
    const shared = this.#shared;
    if (this.isDeepest || shared.files === 0) return undefined;
    shared.files--;
    const left = {
      ...this.#limits,
      maxCharacters: shared.characters,
      maxPages: shared.pages,
      maxInflatedBytes: this.#limits.maxInflatedBytes * SHARE_OF_INFLATED,
    };
    const limits = { ...limitsOf(source.bytes.length, left), inflated: shared.inflated };
    try {
      const draft = await this.#read(source, limits, this.deeper());
      const characters = draft.blocks.reduce(
        (sum: number, block: DraftBlock) => sum + charactersOf(block),
        0,
      );
      if (characters > limits.maxCharacters) return undefined;
      shared.characters -= characters;
      shared.pages -= draft.pages ?? 0;
      return draft;
    } catch (error) {
      if (error instanceof FootnoteError) return undefined;
      throw error;
    }
  }
}
