import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type CommandLine, openCommandLine } from "../end-to-end/command-line.ts";

let root: string;
let commands: CommandLine;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "footnote-names-"));
  commands = openCommandLine(root);
  await mkdir(join(root, "docs"));
});
afterEach(async () => {
  commands.close();
  await rm(root, { recursive: true, force: true });
});

/** Ends its line, turns the rest around, hides a word, clears the screen. */
const NAME = "leave\nlive: docs\u202efdp.\u2066x\u200b\u{e0041}\u001b[2J";

test("a file's name can neither forge a line of a list nor turn one around, whichever command shows it", {
  timeout: 240_000,
}, async () => {
  await writeFile(join(root, "docs", `${NAME}.md`), "# Leave\n\nEvery employee has 28 days of leave.\n");
  await writeFile(
    join(root, "docs", `copy of ${NAME}.md`),
    "# Leave\n\nEvery employee has 28 days of leave.\n",
  );
  await writeFile(join(root, "docs", `${NAME}.pdf`), "no PDF at all");
  const common = ["--data", join(root, "data"), "--bucket", `docs=${join(root, "docs")}`];
  for (const args of [
    ["search", "leave"],
    ["ask", "How many days of leave?"],
    ["status"],
    ["dead-letters"],
    ["history", `docs/${NAME}.md`],
    ["history", `docs/${NAME}.nowhere`],
    ["dead-letters", "replay", "--all"],
    ["reconcile", "--dry-run"],
  ]) {
    const { out, err } = await commands.footnote([...args, ...common], { FOOTNOTE_LOG: "debug" }).finished;
    const said = out + err;
    expect([args[0], said]).toEqual([
      args[0],
      expect.not.stringMatching(/(?!\n)[\p{Cc}\p{Bidi_Control}\u200b]|[\u{e0000}-\u{e007f}]/u),
    ]);
    expect([args[0], said]).toEqual([args[0], expect.not.stringMatching(/^live: docs/m)]);
  }
});
