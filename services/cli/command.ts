import type { Configuration } from "@footnote/runtime";
import { Command, InvalidArgumentError } from "commander";

/** What every command takes. */
export interface CommonOptions {
  readonly json?: true;
  readonly data?: string;
  readonly bucket?: readonly string[];
}

/** What a command needs of the process that it runs in: only main.ts looks at that. */
export interface Surroundings {
  /** The settings that hold, the command line's included. @throws FootnoteError configuration_invalid */
  configurationOf(options: CommonOptions, port?: string, file?: string): Configuration;
  /** Resolves when someone tells the process to stop. */
  stopped(): Promise<void>;
  /** Ends the process after so many seconds, where it has not ended by then, as if it were killed. */
  endWithin(seconds: number): void;
}

/** A command with the options that every one takes, and an example in its help. */
export function command(name: string, description: string, example: string): Command {
  return new Command(name)
    .description(description)
    .option("--json", "print JSON for machines")
    .option("--data <dir>", "directory that holds the index (default: .footnote)")
    .option(
      "--bucket <name=place>",
      "a folder to watch, or s3://name/prefix; repeat it for several",
      (value: string, all: string[] = []) => [...all, value],
    )
    .addHelpText("after", exampleText(example));
}

/** Reads an option's number. */
export function countTo(most: number): (text: string) => number {
  return (text) => {
    const count = /^\d{1,9}$/.test(text) ? Number(text) : 0;
    if (count >= 1 && count <= most) return count;
    throw new InvalidArgumentError(`It must be a whole number from 1 to ${most}.`);
  };
}

/** A command that only holds others. */
export function commandGroup(name: string, description: string, example: string): Command {
  return new Command(name).description(description).addHelpText("after", exampleText(example));
}

function exampleText(example: string): string {
  return `\nExample:\n  $ ${example}`;
}
