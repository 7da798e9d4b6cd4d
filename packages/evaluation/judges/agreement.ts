import { z } from "zod";
import { isLexicallySupported } from "../measures/answers/lexical-support.ts";
import { linesOf, malformed } from "../suites/lines.ts";
import type { Judge, Verdict } from "./judge.ts";
import { supportPrompt } from "./prompts.ts";

const labelled = z.strictObject({
  id: z.string("must be a text").min(1, "must not be empty"),
  statement: z.string("must be a text").min(1, "must not be empty"),
  passages: z.array(z.string("must be a text"), "must be a list").min(1, "must not be empty"),
  /** What a person says. */
  supported: z.boolean("must be true or false"),
  /** What it answers, and why it is labelled so: for whoever reads the file. */
  question: z.string("must be a text").optional(),
  why: z.string("must be a text").optional(),
});
export type LabelledStatement = z.output<typeof labelled>;

/** Statements that a person labelled, one a line. @throws FootnoteError request_invalid, naming the line */
export async function readLabelledStatements(file: string): Promise<LabelledStatement[]> {
  const all: LabelledStatement[] = [];
  for await (const { text, number } of linesOf(file)) {
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch (cause) {
      throw malformed(file, number, "it is not JSON.", "Write one statement as JSON on each line.", cause);
    }
    const parsed = labelled.safeParse(value);
    const issue = parsed.error?.issues[0];
    if (!parsed.success)
      throw malformed(
        file,
        number,
        `${issue?.path.join(".")} ${issue?.message}.`,
        "It needs id, statement, passages, supported.",
      );
    all.push(parsed.data);
  }
  return all;
}

export interface JudgeAgreement {
  readonly judge: string;
  readonly statements: number;
  /** No verdict: counted as no agreement. */
  readonly without: number;
  /** Share of the statements of which judge and person say the same. */
  readonly accuracy: number;
  /**
   * How much of what chance leaves open is agreed on: 1 is all, 0 no more than chance. Cohen, "A coefficient of agreement for
   * nominal scales" (1960), over the statements with a verdict.
   */
  readonly kappa: number;
  /** Supported for the judge and not for the person, and the other way round. */
  readonly tooKind: readonly string[];
  readonly tooStrict: readonly string[];
}

export async function agreementOf(
  judge: Pick<Judge, "id" | "decide">,
  statements: readonly LabelledStatement[],
): Promise<JudgeAgreement> {
  const verdicts: { readonly one: LabelledStatement; readonly verdict: Verdict }[] = [];
  for (const one of statements)
    verdicts.push({ one, verdict: await judge.decide(supportPrompt(one.statement, one.passages)) });
  return agreement(judge.id, verdicts);
}

/** Of the stand-in that compares words. */
export function lexicalAgreement(statements: readonly LabelledStatement[]): JudgeAgreement {
  return agreement(
    "lexical stand-in",
    statements.map((one) => ({ one, verdict: isLexicallySupported(one.statement, one.passages) })),
  );
}

function agreement(
  judge: string,
  verdicts: readonly { readonly one: LabelledStatement; readonly verdict: Verdict }[],
): JudgeAgreement {
  const given = verdicts.filter(({ verdict }) => verdict !== undefined);
  const share = (count: number) => (given.length === 0 ? 0 : count / given.length);
  const same = given.filter(({ one, verdict }) => verdict === one.supported).length;
  const yes = share(given.filter(({ verdict }) => verdict).length);
  const supported = share(given.filter(({ one }) => one.supported).length);
  const byChance = yes * supported + (1 - yes) * (1 - supported);
  const wrong = (verdict: boolean) =>
    given
      .filter((each) => each.verdict === verdict && each.one.supported !== verdict)
      .map(({ one }) => one.id);
  return {
    judge,
    statements: verdicts.length,
    without: verdicts.length - given.length,
    accuracy: verdicts.length === 0 ? 0 : same / verdicts.length,
    kappa: byChance === 1 ? 0 : (share(same) - byChance) / (1 - byChance),
    tooKind: wrong(true),
    tooStrict: wrong(false),
  };
}

/** From here on a judge's figures may be called verdicts: "substantial" for Landis and Koch (Biometrics 1977). */
export const TRUSTED_KAPPA = 0.6;
