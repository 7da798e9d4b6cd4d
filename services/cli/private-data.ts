import { type Logger, makePrivate } from "@footnote/runtime";
import { INDEX_FOLDER } from "@footnote/store";

/** What lies in the data directory. */
const OURS = [INDEX_FOLDER, "lock", "running.json", "buckets", "canary"];

/**
 * Runs `open`, which makes files in the data directory, between two rounds of closing them to other users: the index holds
 * what documents say, so that its files are its owner's alone.
 */
export async function openPrivately<Opened>(
  data: string,
  log: Logger,
  open: () => Promise<Opened>,
): Promise<Opened> {
  const before = await makePrivate(data, OURS);
  const opened = await open();
  // PGlite unpacks a new database with modes of its own.
  await makePrivate(data, OURS);
  sayWhoCouldRead(before, data, log);
  return opened;
}

function sayWhoCouldRead(
  { closed, open }: { readonly closed: number; readonly open: number },
  data: string,
  log: Logger,
): void {
  if (closed > 0)
    log.warn(
      { data, files: closed },
      "Other users could reach the data directory; it is its owner's alone now.",
    );
  if (open > 0)
    log.warn(
      { data, files: open },
      "Other users of this machine can read the data directory, and its file system cannot be told otherwise. Choose another place with --data DIR.",
    );
}
