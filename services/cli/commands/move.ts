import { FootnoteError } from "@footnote/contracts";
import { openLogger, secretsOf } from "@footnote/runtime";
import { type MoveProgress, moveStore } from "@footnote/store";
import type { Command } from "commander";
import { type CommonOptions, command, type Surroundings } from "../command.ts";
import { openPrivately } from "../private-data.ts";
import { countOf } from "../words.ts";

const LINE_EVERY_MILLISECONDS = 2_000;

interface MoveOptions extends CommonOptions {
  readonly to?: string;
}

/** The index of one process becomes that of a server. */
export function moveCommand({ configurationOf }: Surroundings): Command {
  return command(
    "move",
    "carry the index from the data directory to a Postgres server, without embedding anything again; the directory stays as it is",
    "npx footnote move --to postgres://footnote@db.example:5432/footnote",
  )
    .option(
      "--to <url>",
      "an empty database (default: database.url, which keeps a password out of the list of processes)",
    )
    .action(async ({ to, ...options }: MoveOptions) => {
      const configuration = configurationOf(options);
      const { data, database } = configuration;
      const url = to ?? database?.url;
      if (url === undefined) {
        throw new FootnoteError("request_invalid", "It is not said where the index is to be moved.", {
          action: "Name the database with --to URL, or in database.url (FOOTNOTE_DATABASE_URL).",
        });
      }
      const log = openLogger(configuration.log, undefined, secretsOf(configuration));
      const { tables } = await openPrivately(data, log, () => moveStore(data, url, progressLines()));
      const of = (name: string) => tables.find((table) => table.name === name)?.rows ?? 0;
      const moved = { documents: of("document"), versions: of("version"), chunks: of("chunk"), tables };
      process.stdout.write(options.json ? `${JSON.stringify(moved)}\n` : `${printMoved(moved)}\n`);
    });
}

/** On stderr, a line now and then, and one for each table that was compared. */
function progressLines(): (progress: MoveProgress) => void {
  let lastLine = 0;
  return ({ table, step, rows }) => {
    if (step === "copy" && performance.now() - lastLine < LINE_EVERY_MILLISECONDS) return;
    lastLine = performance.now();
    const what = step === "copy" ? "copied so far" : "the same on both sides";
    process.stderr.write(`${table}: ${countOf(rows, "row")} ${what}\n`);
  };
}

function printMoved({
  documents,
  versions,
  chunks,
}: Readonly<Record<"documents" | "versions" | "chunks", number>>): string {
  return [
    `Moved: ${countOf(documents, "document")}, ${countOf(versions, "version")}, ${countOf(chunks, "chunk")}. Each row was compared.`,
    "Set database.url (FOOTNOTE_DATABASE_URL) to that database and start Footnote: it goes on there. The data directory is as it was.",
  ].join("\n");
}
