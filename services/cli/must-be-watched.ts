import { FootnoteError } from "@footnote/contracts";
import { type Configuration, readBucketOption } from "@footnote/runtime";
import { findRunning } from "./running.ts";

/**
 * A Footnote that runs watches what it was started with: a bucket that is named to a command beside it would be left out
 * without a word. @throws FootnoteError configuration_invalid
 */
export async function mustBeWatched({ data }: Configuration, named: readonly string[]): Promise<void> {
  const url = await findRunning(data);
  if (url === undefined) return;
  const { buckets } = (await (await fetch(`${url}/api/status`)).json()) as { buckets: { name: string }[] };
  const watched = buckets.map(({ name }) => name);
  const missing = named
    .map((option) => readBucketOption(option).name)
    .find((name) => !watched.includes(name));
  if (missing === undefined) return;
  throw new FootnoteError(
    "configuration_invalid",
    `The Footnote at ${url} runs on this index and does not watch the bucket ${missing}.`,
    { action: `Leave --bucket out, or start that one with it. It watches: ${watched.join(", ")}.` },
  );
}
