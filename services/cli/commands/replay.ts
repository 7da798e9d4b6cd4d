import { type DocumentState, FootnoteError, showName } from "@footnote/contracts";
import type { Command } from "commander";
import { allDeadLetters } from "../all-dead-letters.ts";
import { type Client, catchUp, clientSettled } from "../client.ts";
import { type CommonOptions, command, type Surroundings } from "../command.ts";
import { historyOf } from "../document-name.ts";
import type { ProgressBar } from "../progress.ts";
import { withClient } from "../with-client.ts";
import { nameOf } from "../words.ts";

interface Outcome {
  readonly document: string;
  readonly bucket: string;
  readonly key: string;
  /** gone: the file is not in its bucket any more. */
  readonly state: DocumentState | "gone";
  /** Why it is not live; else null. */
  readonly reason: string | null;
}

interface Replayed {
  /** How many are read once more: those that were neither dead nor failed are not. */
  readonly queued: number;
  readonly documents: readonly Outcome[];
}

type Named = Pick<Outcome, "document" | "bucket" | "key">;

interface ReplayOptions extends CommonOptions {
  readonly all?: true;
}

export function replayCommand({ configurationOf }: Surroundings): Command {
  return command(
    "replay",
    "read dead letters once more, and say what became of them",
    "npx footnote dead-letters replay policies/scans/contract.pdf",
  )
    .argument(
      "[documents...]",
      "BUCKET/KEY as search prints it, KEY alone where one bucket has it, or an identifier",
    )
    .option("--all", "every dead letter")
    .action((names: string[], _: ReplayOptions, self: Command) => {
      // The command that lists them takes the same options, and the ones that stand here too.
      const options = self.optsWithGlobals<ReplayOptions>();
      if ((options.all === true) === names.length > 0) throw unclear();
      return withClient(
        configurationOf(options),
        options.json,
        (client, progress) => replay(client, names, progress),
        printReplayed,
      );
    });
}

/** What the route takes at once. */
const AT_ONCE = 1_000;

/** Reads the named documents once more, or all dead letters where none is named, and resolves when that is done. */
async function replay(client: Client, names: readonly string[], progress: ProgressBar): Promise<Replayed> {
  await catchUp(client, progress.show);
  const named: Named[] = [];
  for (const name of names) named.push(await historyOf(client, name));
  if (names.length === 0) named.push(...(await allDeadLetters(client)));
  let queued = 0;
  for (let start = 0; start < named.length; start += AT_ONCE) {
    const documents = named.slice(start, start + AT_ONCE).map(({ document }) => document);
    queued += await client.footnote.replay(documents);
  }
  await clientSettled(client, progress.show);
  const documents = [];
  for (const document of named) documents.push(await outcomeOf(client, document));
  return { queued, documents };
}

async function outcomeOf(client: Client, { document, bucket, key }: Named): Promise<Outcome> {
  try {
    const { state, problem } = await historyOf(client, document);
    return { document, bucket, key, state, reason: problem?.reason ?? null };
  } catch (error) {
    if (!(error instanceof FootnoteError && error.code === "not_found")) throw error;
    return { document, bucket, key, state: "gone", reason: "It is not in its bucket any more." };
  }
}

function printReplayed({ queued, documents }: Replayed): string {
  return [
    `${queued} queued`,
    ...documents.map(
      ({ bucket, key, state, reason }) =>
        `${state}: ${nameOf({ bucket, key })}${reason === null ? "" : `: ${showName(reason)}`}`,
    ),
  ].join("\n");
}

function unclear(): FootnoteError {
  return new FootnoteError("request_invalid", "It is not clear what is to be replayed.", {
    action: "Name the documents as BUCKET/KEY, or say --all for every dead letter.",
  });
}
