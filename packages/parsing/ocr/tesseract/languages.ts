import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { FootnoteError } from "@footnote/contracts";
import type { LanguageData } from "./engine.ts";

/** Smaller and quicker than the data as trained, and as good: of 2.9 MB. */
const PACKAGED = "4.0.0_best_int";

/**
 * The data of the languages with these codes (as Tesseract names them: "eng", "deu", "chi_sim"): from the folder, where
 * it holds CODE.traineddata or CODE.traineddata.gz, else from the package @tesseract.js-data/CODE.
 * @throws FootnoteError configuration_invalid where one is not there
 */
export function readLanguages(codes: readonly string[], folder: string | undefined): LanguageData[] {
  return codes.map((code) => {
    const file = filesOf(code, folder).find((it) => existsSync(it));
    if (file !== undefined) return { code, data: readFileSync(file) };
    throw new FootnoteError(
      "configuration_invalid",
      `The language ${code} cannot be recognised: its data is not there.`,
      {
        action: `Install it (npm install @tesseract.js-data/${code}), put ${code}.traineddata into the folder that recognition.folder names, or take ${code} from recognition.languages.`,
      },
    );
  });
}

function filesOf(code: string, folder: string | undefined): string[] {
  const name = `${code}.traineddata`;
  const own = folder === undefined ? [] : [join(folder, name), join(folder, `${name}.gz`)];
  try {
    const packaged = import.meta.resolve(`@tesseract.js-data/${code}/package.json`);
    return [...own, fileURLToPath(new URL(`${PACKAGED}/${name}.gz`, packaged))];
  } catch {
    return own;
  }
}
