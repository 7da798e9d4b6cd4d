import { Argument, type Command } from "commander";
import { commandGroup } from "../command.ts";
import { type CompletionWords, completionScript, SHELLS, type Shell } from "../completion-script.ts";

/** @param program with every other command */
export function completionCommand(program: Command): Command {
  return commandGroup(
    "completion",
    "print what makes a shell complete footnote's commands and options",
    "footnote completion bash >> ~/.bashrc",
  )
    .addArgument(new Argument("<shell>", "which shell").choices(SHELLS))
    .addHelpText(
      "after",
      "  $ footnote completion zsh > ~/.zfunc/_footnote       # with fpath+=(~/.zfunc) and compinit in ~/.zshrc\n  $ footnote completion fish > ~/.config/fish/completions/footnote.fish",
    )
    .action((shell: Shell) => {
      process.stdout.write(completionScript(shell, wordsOf(program)));
    });
}

/** What can stand after each command, by its path: "" is footnote itself, "dead-letters replay" a command in a command. */
function wordsOf(command: Command, path = ""): CompletionWords {
  const own = {
    path,
    commands: command.commands.map((one) => ({ word: one.name(), what: one.description() })),
    options: command.options.map((one) => ({ word: one.long ?? one.flags, what: one.description })),
  };
  return [
    own,
    ...command.commands.flatMap((one) => wordsOf(one, path === "" ? one.name() : `${path} ${one.name()}`)),
  ];
}
