import { setTimeout } from "node:timers/promises";
import { FootnoteError, type IndexState } from "@footnote/contracts";
import type { Command } from "commander";
import { type Client, getJson, postJson } from "../client.ts";
import { type CommonOptions, command, commandGroup, type Surroundings } from "../command.ts";
import { withClient } from "../with-client.ts";
import { countOf, duration } from "../words.ts";

const LOOK_EVERY_MILLISECONDS = 500;

interface VerifyOptions extends CommonOptions {
  readonly repair?: true;
}

/** The index beside the store's own: how it is doing, comparing it with what is live, building it anew. */
export function indexCommand(surroundings: Surroundings): Command {
  return commandGroup(
    "index",
    "see, compare and build anew the index in Weaviate",
    "npx footnote index verify --repair",
  )
    .addCommand(statusCommand(surroundings))
    .addCommand(verifyCommand(surroundings))
    .addCommand(rebuildCommand(surroundings));
}

function statusCommand({ configurationOf }: Surroundings): Command {
  return command(
    "status",
    "show whether it is searched, and how far it is behind",
    "npx footnote index status",
  ).action((options: CommonOptions) =>
    withClient(configurationOf(options), options.json, stateOf, (state) => printIndex(state).join("\n")),
  );
}

function verifyCommand({ configurationOf }: Surroundings): Command {
  return command(
    "verify",
    "compare it with what is live: what it lacks, what it has and does not find, what it should not have",
    "npx footnote index verify --repair",
  )
    .option("--repair", "put right what differs")
    .action((options: VerifyOptions) =>
      withClient(
        configurationOf(options),
        options.json,
        (client) => verify(client, options.repair === true),
        printAudit,
      ),
    );
}

function rebuildCommand({ configurationOf }: Surroundings): Command {
  return command(
    "rebuild",
    "build it anew beside the one that is searched, which it replaces when it is whole",
    "npx footnote index rebuild",
  ).action((options: CommonOptions) =>
    withClient(
      configurationOf(options),
      options.json,
      rebuild,
      () => "It was built anew, and is searched from now on.",
    ),
  );
}

async function verify(client: Client, repair: boolean): Promise<Audit> {
  await whole(client);
  await postJson(client, "/api/index/verify", { repair });
  for (;;) {
    const { audit } = await stateOf(client);
    if (audit?.state === "done") return audit;
    if (audit?.state === "failed") {
      throw new FootnoteError("unavailable", `It could not be compared. ${audit.reason}`, {
        action: "Then compare it again.",
      });
    }
    await setTimeout(LOOK_EVERY_MILLISECONDS);
  }
}

async function rebuild(client: Client): Promise<IndexState> {
  client.embedded?.indexes.feed();
  const before = await searchedIn(client);
  await postJson(client, "/api/index/rebuild", {});
  for (;;) {
    const state = await stateOf(client);
    const [only, another] = state.builds;
    if (only?.isSearched && only.name !== before && another === undefined) return state;
    await setTimeout(LOOK_EVERY_MILLISECONDS);
  }
}

/** Where nothing runs that would tell the index of what changed, this process does first. */
async function whole({ embedded }: Client): Promise<void> {
  if (embedded === undefined) return;
  embedded.indexes.feed();
  while (!(await embedded.indexes.isCurrent())) await setTimeout(LOOK_EVERY_MILLISECONDS);
}

async function searchedIn(client: Client): Promise<string | undefined> {
  return (await stateOf(client)).builds.find(({ isSearched }) => isSearched)?.name;
}

async function stateOf(client: Client): Promise<IndexState> {
  const { index } = await getJson<{ index: IndexState | null }>(client, "/api/index");
  if (index !== null) return index;
  throw new FootnoteError("request_invalid", "There is no index beside the store's own.", {
    action:
      "Set index.weaviate.url (FOOTNOTE_INDEX_WEAVIATE_URL) to have one; the store's own needs no care.",
  });
}

/** In a line for each build, and what is wrong. */
export function printIndex({ trouble, builds, audit }: IndexState): string[] {
  return [
    ...builds.map(({ name, isSearched, listed, lag }) => {
      const how = isSearched ? "searched" : "being built";
      const progress = listed < 1 ? `, ${Math.floor(listed * 100)} % listed` : "";
      const behind = lag === null ? "" : `, ${countOf(lag.changes, "change")} behind`;
      const since = lag === null || lag.changes === 0 ? "" : ` (${duration(lag.seconds)})`;
      return `index ${name}: ${how}${progress}${behind}${since}`;
    }),
    ...(trouble === null ? [] : [`index: questions are answered from the store's own. ${trouble}`]),
    ...(audit?.state === "running"
      ? [`index: being compared, ${countOf(audit.chunks, "chunk")} so far`]
      : []),
  ];
}

type Audit = Extract<NonNullable<IndexState["audit"]>, { state: "done" }>;

function printAudit({ live, missing, unreachable, stale, repaired }: Audit): string {
  const lines = [
    `${countOf(live, "chunk")} live`,
    `${missing} of them missing`,
    `${unreachable} of them there and not found by their vectors`,
    `${stale} in the index and not live`,
  ];
  const differs = missing + unreachable + stale > 0;
  if (!differs) return [...lines, "All is as it should be."].join("\n");
  return [
    ...lines,
    repaired ? "All of that was put right." : "Put it right with npx footnote index verify --repair.",
  ].join("\n");
}
