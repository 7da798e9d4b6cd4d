import type { BlockKind } from "./block.ts";

/** A piece of a text, and whether it is in both versions or only in one. */
export interface ChangedPiece {
  readonly text: string;
  readonly in: "both" | "before" | "after";
}

/** What changed in one place of a document: `before` alone was taken out, `after` alone was put in. */
export interface TextChange {
  readonly kind: BlockKind;
  /** Titles above it. */
  readonly path: readonly string[];
  readonly what: "added" | "removed" | "changed";
  readonly pieces: readonly ChangedPiece[];
}

/** What changed in a document from one version to another. */
export interface DocumentChanges {
  readonly added: number;
  readonly removed: number;
  readonly changed: number;
  /** The first of them, in reading order. */
  readonly changes: readonly TextChange[];
  /** So much is different that it is another text: no change is told one by one. */
  readonly isRewritten: boolean;
  /** Whether both texts were compared to their ends. */
  readonly isWhole: boolean;
}
