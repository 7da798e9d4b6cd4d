import { glob, readFile } from "node:fs/promises";
import { basename, extname, join } from "node:path";
import { asFootnoteError } from "@footnote/contracts";
import type { ParserSandbox } from "@footnote/parsing";
import { compare, type Fidelity } from "./compare.ts";

export const REFERENCE = ".ref.txt";

export interface Measured {
  readonly file: string;
  readonly format: string;
  /** Undefined where the file could not be read at all, for `problem`. */
  readonly fidelity: Fidelity | undefined;
  readonly problem: string | undefined;
}

/** Every file of a folder that has a reference beside it: `plan.docx` and `plan.docx.ref.txt`. */
export async function measureFolder(
  folder: string,
  parser: Pick<ParserSandbox, "parse">,
): Promise<Measured[]> {
  const references = (await Array.fromAsync(glob(`**/*${REFERENCE}`, { cwd: folder }))).sort();
  const measured: Measured[] = [];
  for (const reference of references) {
    const file = reference.slice(0, -REFERENCE.length);
    const format = extname(file).slice(1).toLowerCase() || basename(file);
    const [bytes, text] = await Promise.all([
      readFile(join(folder, file)),
      readFile(join(folder, reference), "utf8"),
    ]);
    try {
      const document = await parser.parse({ key: file, bytes: new Uint8Array(bytes) });
      measured.push({ file, format, fidelity: compare(document, text), problem: undefined });
    } catch (error) {
      measured.push({ file, format, fidelity: undefined, problem: asFootnoteError(error).message });
    }
  }
  return measured;
}

export interface FormatFidelity {
  readonly format: string;
  readonly files: number;
  readonly medianRecall: number;
  readonly meanRecall: number;
  readonly order: number;
  readonly cells: number | null;
  readonly worst: string;
}

/** By format; a file that could not be read counts as nothing found. */
export function byFormat(measured: readonly Measured[]): FormatFidelity[] {
  return [...Map.groupBy(measured, ({ format }) => format)]
    .map(([format, files]) => {
      const recalls = files.map(({ fidelity }) => fidelity?.recall ?? 0).toSorted((a, b) => a - b);
      const middle = Math.floor(recalls.length / 2);
      const upper = recalls[middle] ?? 0;
      const median = recalls.length % 2 === 1 ? upper : (upper + (recalls[middle - 1] ?? 0)) / 2;
      const cells = files.flatMap(({ fidelity }) => (fidelity === undefined ? [0] : (fidelity.cells ?? [])));
      const worst = files.toSorted((a, b) => (a.fidelity?.recall ?? 0) - (b.fidelity?.recall ?? 0))[0];
      return {
        format,
        files: files.length,
        medianRecall: median,
        meanRecall: mean(recalls),
        order: mean(files.map(({ fidelity }) => fidelity?.order ?? 0)),
        cells: cells.length === 0 ? null : mean(cells),
        worst: `${worst?.file} ${worst?.problem ?? (worst?.fidelity?.recall ?? 0).toFixed(3)}`,
      };
    })
    .toSorted((a, b) => a.format.localeCompare(b.format));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(values.length, 1);
}
