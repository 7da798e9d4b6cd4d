import { readFileSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { FootnoteError } from "@footnote/contracts";
import { parseDocument } from "yaml";
import { z } from "zod";
import { bucketProblems } from "./bucket-places.ts";
import { ENVIRONMENT, readEnvironment } from "./environment.ts";
import { bucketSchema } from "./groups/buckets.ts";
import { describeIssue, formatPath, type Path, unknownVariable, valueAt } from "./problems.ts";
import { type Configuration, type ConfigurationInput, configurationSchema } from "./schema.ts";

export const CONFIGURATION_FILE = "footnote.config.yaml";
const LARGEST_FILE = 1024 * 1024;

export interface ConfigurationSources {
  /** Must exist where it is given; else footnote.config.yaml in `directory` is read where there is one. */
  readonly file?: string | undefined;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** From the command line. Undefined values count as not given. */
  readonly overrides: ConfigurationInput;
  /** The working directory, absolute. */
  readonly directory: string;
}

/** Settings from one place, by which a problem can be traced to it. */
interface Layer {
  readonly settings: unknown;
  readonly source: (path: Path) => string;
}

/**
 * What holds, from defaults, file, environment and overrides, the later ones first. Lists replace lists.
 * Relative folders in the file count from the file, all others from the working directory.
 * @throws FootnoteError configuration_invalid, with everything that is wrong in one message
 */
export function loadConfiguration(sources: ConfigurationSources): Configuration {
  const environment = readEnvironment(sources.environment);
  const problems = environment.unknown.map(unknownVariable);
  const layers: Layer[] = [
    ...fileLayer(sources, problems),
    { settings: withAbsoluteFolders(environment.settings, sources.directory), source: variableFor },
    { settings: withAbsoluteFolders(sources.overrides, sources.directory), source: () => "the command line" },
  ];
  const merged = layers.reduce<unknown>((settings, layer) => merge(settings, layer.settings), {
    data: resolve(sources.directory, ".footnote"),
  });

  const parsed = configurationSchema.safeParse(merged);
  const issues = parsed.error?.issues.flatMap((issue) => describeIssue(issue, merged)) ?? [];
  for (const { path, line } of issues) {
    const layer = layers.findLast(({ settings }) => valueAt(settings, path) !== undefined);
    problems.push(layer ? `${line} (from ${layer.source(path)})` : line);
  }
  const folders = z
    .object({ buckets: z.array(bucketSchema).default([]), data: z.string() })
    .safeParse(merged);
  if (folders.success) problems.push(...bucketProblems(folders.data.buckets, folders.data.data));

  if (!parsed.success || problems.length > 0) throw invalid(problems);
  return parsed.data;
}

function fileLayer({ file, directory }: ConfigurationSources, problems: string[]): Layer[] {
  const path = resolve(directory, file ?? CONFIGURATION_FILE);
  let content: string;
  try {
    if (statSync(path).size > LARGEST_FILE) throw invalid([`${path} is larger than 1 MiB`]);
    content = readFileSync(path, "utf8");
  } catch (error) {
    if (error instanceof FootnoteError) throw error;
    const { code } = error as NodeJS.ErrnoException;
    if (file === undefined && code === "ENOENT") return [];
    throw invalid([`${path} cannot be read (${code})`], error);
  }
  // Its errors quote what stands at the fault, and the long ones the lines around it: there may be a key.
  const document = parseDocument(content, { prettyErrors: false });
  if (document.errors.length > 0) {
    problems.push(
      ...document.errors.map(({ message, pos: [at] }) => {
        const line = content.slice(0, at).split("\n").length;
        const what = /^[^:"'(]*/.exec(message)?.[0].trim();
        return `${path} is not valid YAML: ${what} at line ${line}`;
      }),
    );
    return [];
  }
  const settings: unknown = document.toJS() ?? {};
  if (!isGroup(settings)) {
    problems.push(`${path} must hold settings as "key: value" lines`);
    return [];
  }
  return [{ settings: withAbsoluteFolders(settings, dirname(path)), source: () => path }];
}

function variableFor(path: Path): string {
  const wanted = formatPath(path);
  const names = Object.keys(ENVIRONMENT).filter((name) => {
    const known = formatPath(ENVIRONMENT[name]?.path ?? []);
    return wanted === known || wanted.startsWith(`${known}[`);
  });
  return names[0] ?? "the environment";
}

function withAbsoluteFolders(settings: unknown, directory: string): unknown {
  if (!isGroup(settings)) return settings;
  const absolute = (path: unknown) =>
    typeof path === "string" && path !== "" ? resolve(directory, path) : path;
  const copy = { ...settings };
  if (copy.data !== undefined) copy.data = absolute(copy.data);
  if (isGroup(copy.recognition) && copy.recognition.folder !== undefined) {
    copy.recognition = { ...copy.recognition, folder: absolute(copy.recognition.folder) };
  }
  if (
    isGroup(copy.retrieval) &&
    isGroup(copy.retrieval.reranker) &&
    copy.retrieval.reranker.folder !== undefined
  ) {
    const { reranker } = copy.retrieval;
    copy.retrieval = { ...copy.retrieval, reranker: { ...reranker, folder: absolute(reranker.folder) } };
  }
  if (Array.isArray(copy.buckets))
    copy.buckets = copy.buckets.map((bucket: unknown) =>
      isGroup(bucket) && bucket.folder !== undefined
        ? { ...bucket, folder: absolute(bucket.folder) }
        : bucket,
    );
  return copy;
}

/** `fromEntries` and not assignment: a key named __proto__ must stay a key, to be refused by the schema. */
function merge(lower: unknown, higher: unknown): unknown {
  if (higher === undefined) return lower;
  if (!isGroup(lower) || !isGroup(higher)) return higher;
  const keys = new Set([...Object.keys(lower), ...Object.keys(higher)]);
  return Object.fromEntries([...keys].map((key) => [key, merge(lower[key], higher[key])]));
}

function isGroup(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function invalid(problems: readonly string[], cause?: unknown): FootnoteError {
  const message =
    problems.length === 1
      ? `The configuration is not valid: ${problems[0]}`
      : `The configuration has ${problems.length} problems:\n${problems.map((problem) => `  - ${problem}`).join("\n")}`;
  return new FootnoteError("configuration_invalid", message, {
    action: "Correct what is named above and start Footnote again.",
    cause,
  });
}
