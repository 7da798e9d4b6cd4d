import { accessSync, constants, mkdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { FootnoteError } from "@footnote/contracts";

/** A lock whose holder is garbage collected is closed, and so released: referred to from here it is not. */
const HELD = new Set<DatabaseSync>();

/**
 * Takes the data directory for this process alone. Two processes on one PGlite directory both acknowledge
 * writes and lose almost half of them, so the second one has to be refused before it opens anything.
 *
 * The lock is SQLite's exclusive lock on a file of its own: the operating system's, so it goes with the
 * process however that ends, and no stale pid file can keep anyone out.
 */
export function lockDirectory(directory: string): { release(): void } {
  try {
    mkdirSync(directory, { recursive: true });
    // SQLite locks a file that it may only read, too.
    accessSync(directory, constants.W_OK);
  } catch (cause) {
    throw unwritable(directory, cause);
  }
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(join(directory, "lock"), { timeout: 0 });
    // Without a write the lock is not taken; the journal in memory leaves no second file behind.
    database.exec("PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE");
  } catch (cause) {
    database?.close();
    if (isBusy(cause)) {
      throw new FootnoteError(
        "data_directory_in_use",
        `Another Footnote is using the data directory ${directory}.`,
        {
          action: "Stop that one first, or give this one a directory of its own with --data DIR.",
          cause,
        },
      );
    }
    throw unwritable(directory, cause);
  }
  const held = database;
  HELD.add(held);
  return {
    release() {
      HELD.delete(held);
      held.close();
    },
  };
}

const SQLITE_BUSY = 5;

function isBusy(error: unknown): boolean {
  return error instanceof Error && "errcode" in error && error.errcode === SQLITE_BUSY;
}

function unwritable(directory: string, cause: unknown): FootnoteError {
  return new FootnoteError(
    "data_directory_unwritable",
    `The data directory ${directory} cannot be written.`,
    {
      action: "Make it a directory that this user may write, or choose another one with --data DIR.",
      cause,
    },
  );
}
