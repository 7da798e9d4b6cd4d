import { resolve } from "node:path";
import { FootnoteError } from "@footnote/contracts";
import {
  agreementOf,
  type JudgeAgreement,
  lexicalAgreement,
  openJudge,
  readLabelledStatements,
  TRUSTED_KAPPA,
} from "@footnote/evaluation";
import { Command } from "commander";
import type { Surroundings } from "../../command.ts";
import { openJudgeModel } from "../../models.ts";

interface JudgeOptions {
  readonly json?: true;
  readonly config?: string;
  readonly judge?: string;
  readonly verdicts: string;
}

export function judgeCommand({ configurationOf }: Surroundings): Command {
  return new Command("judge")
    .description(
      "say how far a judge can be trusted: how often it says what people said of the same statements",
    )
    .argument(
      "<file>",
      "statements with their passages and whether these support them, one JSON object a line",
    )
    .option("--json", "print JSON for machines")
    .option("--config <file>", "settings that name the judge (evaluation.judge)")
    .option("--judge <name>", "one whose verdicts lie in --verdicts alone")
    .option("--verdicts <file>", "where verdicts are kept, and taken from", "verdicts.jsonl")
    .addHelpText("after", "\nExample:\n  $ npx footnote eval judge labels.jsonl")
    .action(async (file: string, options: JudgeOptions) => {
      const statements = await readLabelledStatements(file);
      const agreements = [lexicalAgreement(statements)];
      const { evaluation } = configurationOf({}, undefined, options.config);
      const id = options.judge ?? evaluation.judge?.name;
      if (id !== undefined) {
        const model = evaluation.judge?.name === id ? await openJudgeModel(evaluation) : undefined;
        const judge = await openJudge({ id, file: resolve(options.verdicts), model });
        const found = await agreementOf(judge, statements);
        if (found.without === found.statements)
          throw new FootnoteError(
            "request_invalid",
            `${options.verdicts} holds no verdict of ${id} on these statements.`,
            {
              action: "Configure the judge with evaluation.judge, or look at the name.",
            },
          );
        agreements.push(found);
      }
      process.stdout.write(
        `${options.json ? JSON.stringify({ agreements }) : agreements.map(print).join("\n\n")}\n`,
      );
    });
}

function print({ judge, statements, without, accuracy, kappa, tooKind, tooStrict }: JudgeAgreement): string {
  const word =
    kappa >= TRUSTED_KAPPA
      ? "What it says may be called a verdict."
      : `Below a kappa of ${TRUSTED_KAPPA} what it says is a hint and no verdict.`;
  return [
    `${judge}: says the same as people of ${(100 * accuracy).toFixed(1)} % of ${statements} statements; kappa ${kappa.toFixed(2)}. ${word}`,
    `   without yes or no: ${without}`,
    `   supported for it alone: ${tooKind.join(", ") || "none"}`,
    `   supported for people alone: ${tooStrict.join(", ") || "none"}`,
  ].join("\n");
}
