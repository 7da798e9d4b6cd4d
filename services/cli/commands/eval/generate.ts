import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative, resolve } from "node:path";
import type { UnansweredPage } from "@footnote/client";
import { FootnoteError, type Status } from "@footnote/contracts";
import { type AskedInVain, type DraftSource, draftsOf, draftsOfAskedInVain } from "@footnote/evaluation";
import type { Configuration } from "@footnote/runtime";
import type { Command } from "commander";
import { catchUp, openClient } from "../../client.ts";
import { type CommonOptions, command, type Surroundings } from "../../command.ts";
import { openEmbedded } from "../../embedded.ts";
import { draftQuestions } from "../../evaluation/draft-questions.ts";
import { progressBar } from "../../progress.ts";
import { settled, statusOf } from "../../settled.ts";
import { nameOf } from "../../words.ts";

const MOST_OF_PAGE = 100;

interface GenerateOptions extends CommonOptions {
  readonly documents?: string;
  readonly most: string;
  readonly unanswered?: true;
}

export function generateCommand(surroundings: Surroundings): Command {
  return command(
    "generate",
    "draft questions from documents, for a person to correct and accept: of their headings, or by the configured language model",
    "npx footnote eval generate --documents ./policies > drafts.yaml",
  )
    .option("--documents <dir>", "folder to make questions of (default: the configured buckets)")
    .option("--unanswered", "take what people asked in vain instead: see footnote unanswered")
    .option("--most <count>", "how many questions", "50")
    .action(async (options: GenerateOptions) => {
      if (options.unanswered) {
        const asked = await askedInVain(surroundings.configurationOf(options), mostOf(options));
        process.stdout.write(
          options.json ? `${JSON.stringify({ drafts: asked })}\n` : draftsOfAskedInVain(asked),
        );
        process.stderr.write(accepting(asked.length));
        return;
      }
      const drafts = await generate(surroundings, options);
      const folder =
        options.documents === undefined
          ? undefined
          : relative(process.cwd(), resolve(options.documents)) || ".";
      process.stdout.write(options.json ? `${JSON.stringify({ drafts })}\n` : draftsOf(drafts, folder));
      process.stderr.write(accepting(drafts.length));
    });
}

function accepting(drafts: number): string {
  return `${drafts} drafts. None is asked before you take its line "draft: true" away.\n`;
}

function mostOf(options: GenerateOptions): number {
  const most = Number(options.most);
  if (Number.isInteger(most) && most > 0) return most;
  throw new FootnoteError("request_invalid", `--most cannot be ${options.most}.`, {
    action: "Give a whole number.",
  });
}

async function askedInVain(configuration: Configuration, most: number): Promise<AskedInVain[]> {
  const client = await openClient(configuration);
  try {
    const asked: AskedInVain[] = [];
    for (let before: string | null | undefined; before !== null && asked.length < most; ) {
      const limit = Math.min(MOST_OF_PAGE, most - asked.length);
      const list: UnansweredPage = await client.footnote.unanswered({ before, limit });
      for (const { question, times, closest, feedback } of list.questions)
        asked.push({
          question,
          times,
          closest: closest.map(nameOf),
          said: feedback.map(({ reason, comment }) =>
            [reason ?? "not helpful", comment].filter(Boolean).join(": "),
          ),
        });
      before = list.next;
    }
    return asked;
  } finally {
    await client.close();
  }
}

async function generate({ configurationOf }: Surroundings, options: GenerateOptions): Promise<DraftSource[]> {
  const most = mostOf(options);
  const configuration = configurationOf(options);
  const progress = progressBar();
  const { documents } = options;
  try {
    return documents === undefined
      ? await ofBuckets(configuration, most, progress.show)
      : await ofFolder(configuration, resolve(documents), most, progress.show);
  } finally {
    progress.end();
  }
}

async function ofBuckets(
  configuration: Configuration,
  most: number,
  onProgress: (status: Status) => void,
): Promise<DraftSource[]> {
  const client = await openClient(configuration, configuration.buckets.length > 0);
  try {
    if (client.embedded === undefined)
      throw new FootnoteError("request_invalid", "A running Footnote does not draft questions.", {
        action: "Name the folder with --documents, or stop it first.",
      });
    await catchUp(client, onProgress);
    return await draftQuestions(client.embedded, most);
  } finally {
    await client.close();
  }
}

/** In an index of its own, which is not kept. */
async function ofFolder(
  configuration: Configuration,
  folder: string,
  most: number,
  onProgress: (status: Status) => void,
): Promise<DraftSource[]> {
  const data = await mkdtemp(join(tmpdir(), "footnote-drafts-"));
  try {
    const { database: _, ...withoutDatabase } = configuration;
    const footnote = await openEmbedded({ ...withoutDatabase, data, buckets: [] });
    try {
      const { reconciled } = await footnote.watch([{ name: "documents", folder, readers: ["everyone"] }]);
      await reconciled;
      await settled(statusOf(footnote), onProgress);
      return await draftQuestions(footnote, most);
    } finally {
      await footnote.close();
    }
  } finally {
    await rm(data, { recursive: true, force: true });
  }
}
