import { headlineOf, meansOf, measureRanking, readQrels, readTrecRun } from "@footnote/evaluation";
import { Command } from "commander";
import { printMean } from "./print.ts";

export function scoreCommand(): Command {
  return new Command("score")
    .description("measure a ranking of any system in TREC's form, as trec_eval -c does")
    .argument("<qrels>", "judgements, a line each: query 0 document grade")
    .argument("<run>", "what was found, a line each: query Q0 document rank score tag")
    .option("--json", "print JSON for machines, every measure and every query")
    .addHelpText("after", "\nExample:\n  $ npx footnote eval score qrels.trec run.trec")
    .action(async (qrelsFile: string, runFile: string, options: { json?: true }) => {
      const [judgements, run] = await Promise.all([readQrels(qrelsFile), readTrecRun(runFile)]);
      const rows = [...judgements].map(([query, judged]) => ({
        query,
        measures: measureRanking(run.get(query) ?? new Map(), judged),
      }));
      const means = meansOf(rows.map(({ measures }) => measures));
      const unjudged = [...run.keys()].filter((query) => !judgements.has(query)).length;
      const unanswered = rows.filter(({ query }) => !run.has(query)).length;
      if (options.json) {
        process.stdout.write(
          `${JSON.stringify({ queries: rows.length, unanswered, unjudged, means, rows })}\n`,
        );
        return;
      }
      process.stdout.write(
        `${[
          `${rows.length} judged queries; ${unanswered} of them are not in the run and count 0; ${unjudged} of the run are not judged and count for nothing`,
          ...[...headlineOf(Object.keys(means)), "precision@10", "r_precision", "success@10", "hole@10"]
            .filter((name) => name in means)
            .map((name) => printMean(name, means)),
        ].join("\n")}\n`,
      );
    });
}
