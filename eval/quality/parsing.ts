import { join } from "node:path";
import { DEFAULT_LIMITS, openParser, readLanguages } from "@footnote/parsing";
import { byFormat, type Measured, measureFolder, REFERENCE } from "./parsing/measure-folder.ts";

/**
 * Prints, by format, how faithfully the files of a folder are read: `npm run eval:parsing -- FOLDER`. Scans and pictures are
 * recognised, as in a bucket; without a folder they stand in a table of their own.
 */
const own = ["documents", "scans"].map((name) => join(import.meta.dirname, "parsing", name));
const parser = openParser(DEFAULT_LIMITS, { languages: readLanguages(["eng"], undefined) });
try {
  for (const folder of process.argv[2] === undefined ? own : [process.argv[2]])
    print(folder, await measureFolder(folder, parser));
} finally {
  await parser.close();
}

function print(folder: string, measured: readonly Measured[]): void {
  if (measured.length === 0) {
    console.error(
      `No file in ${folder} has a reference beside it, such as plan.docx and plan.docx${REFERENCE}.`,
    );
    process.exitCode = 1;
    return;
  }
  console.log("| format | files | word recall: median | mean | order | cells | worst |");
  console.log("| --- | --- | --- | --- | --- | --- | --- |");
  for (const { format, files, medianRecall, meanRecall, order, cells, worst } of byFormat(measured)) {
    const figures = [medianRecall, meanRecall, order].map((value) => value.toFixed(3));
    console.log(`| ${[format, files, ...figures, cells?.toFixed(3) ?? "–", worst].join(" | ")} |`);
  }
}
