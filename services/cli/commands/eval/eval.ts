import type { Command } from "commander";
import { commandGroup, type Surroundings } from "../../command.ts";
import { compareCommand } from "./compare.ts";
import { gateCommand } from "./gate.ts";
import { generateCommand } from "./generate.ts";
import { recallCommand } from "./index-recall.ts";
import { judgeCommand } from "./judge.ts";
import { runCommand } from "./run.ts";
import { scoreCommand } from "./score.ts";

export function evalCommand(surroundings: Surroundings): Command {
  return commandGroup(
    "eval",
    "measure search and answers on questions of your own, compare, and refuse what makes them worse",
    "npx footnote eval run questions.yaml",
  )
    .addCommand(runCommand(surroundings))
    .addCommand(compareCommand())
    .addCommand(gateCommand())
    .addCommand(scoreCommand())
    .addCommand(judgeCommand(surroundings))
    .addCommand(generateCommand(surroundings))
    .addCommand(recallCommand(surroundings));
}
