import { join } from "node:path";
import { byFormat, measureFolder, REFERENCE } from "./parsing/measure-folder.ts";

/** Prints, by format, how faithfully the files of a folder are read: `npm run eval:parsing -- FOLDER`. */
const folder = process.argv[2] ?? join(import.meta.dirname, "parsing", "documents");
const measured = await measureFolder(folder);
if (measured.length === 0) {
  console.error(
    `No file in ${folder} has a reference beside it, such as plan.docx and plan.docx${REFERENCE}.`,
  );
  process.exitCode = 1;
} else {
  console.log("| format | files | word recall: median | mean | order | cells | worst |");
  console.log("| --- | --- | --- | --- | --- | --- | --- |");
  for (const { format, files, medianRecall, meanRecall, order, cells, worst } of byFormat(measured)) {
    const figures = [medianRecall, meanRecall, order].map((value) => value.toFixed(3));
    console.log(`| ${[format, files, ...figures, cells?.toFixed(3) ?? "–", worst].join(" | ")} |`);
  }
}
