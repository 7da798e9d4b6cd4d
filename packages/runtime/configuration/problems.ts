import type { z } from "zod";
import { ENVIRONMENT } from "./environment.ts";
import { nearest } from "./nearest.ts";
import { KNOWN_KEYS } from "./schema.ts";

export type Path = readonly PropertyKey[];

export interface IssueLine {
  readonly path: Path;
  readonly line: string;
}

/** A line for each thing that is wrong with the settings, by the key that a person wrote. */
export function describeIssue(issue: z.core.$ZodIssue, settings: unknown): IssueLine[] {
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((key) => ({ path: [...issue.path, key], line: unknownKey(issue.path, key) }));
  const is = butIs(valueAt(settings, issue.path), issue.path);
  return [{ path: issue.path, line: `${formatPath(issue.path)} ${issue.message}${is}` }];
}

export function unknownVariable(name: string): string {
  return `${name} is not a variable that Footnote knows${suggestion(nearest(name, Object.keys(ENVIRONMENT)))}`;
}

function unknownKey(path: Path, key: string): string {
  const siblings = KNOWN_KEYS[path.filter((step) => typeof step === "string").join(".")] ?? [];
  const known = siblings.includes(key);
  if (known)
    return `${formatPath([...path, key])} does not go with the other settings of ${formatPath(path)}`;
  const near = nearest(key, siblings);
  const meant = near === undefined ? elsewhere(key) : formatPath([...path, near]);
  return `${formatPath([...path, key])} is not a setting that Footnote knows${suggestion(meant)}`;
}

/** "port" at the wrong level most likely meant "listen.port". */
function elsewhere(key: string): string | undefined {
  for (const [group, keys] of Object.entries(KNOWN_KEYS))
    if (keys.includes(key)) return group ? `${group}.${key}` : key;
  return undefined;
}

function suggestion(meant: string | undefined): string {
  return meant === undefined ? "" : `; did you mean ${meant}?`;
}

/** An address holds a password, maybe also where somebody wrote it in place of its group. */
const SECRETS = [
  "apiKey",
  "baseUrl",
  "url",
  "database",
  "endpoint",
  "queueUrl",
  "password",
  "sasl",
  "secret",
  "webhooks",
];

/** Only short plain values are repeated, and never a secret. */
function butIs(value: unknown, path: Path): string {
  const last = path.at(-1);
  if (value === undefined || SECRETS.includes(String(last))) return "";
  // Someone may have put the key where the group of settings belongs; a provider's name is no key.
  if ((last === "embedding" || last === "previousEmbedding") && !/^[a-z][a-z-]{0,19}$/.test(String(value)))
    return "";
  if (value === null) return ", but is empty";
  if (typeof value === "string" && value.length <= 80) return `, but is ${JSON.stringify(value)}`;
  return typeof value === "number" || typeof value === "boolean" ? `, but is ${value}` : "";
}

export function formatPath(path: Path): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === "number") return `${text}[${step}]`;
    return text === "" ? String(step) : `${text}.${String(step)}`;
  }, "");
}

export function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((inner, step) => {
    if (typeof inner !== "object" || inner === null || !Object.hasOwn(inner, step)) return undefined;
    return (inner as Record<PropertyKey, unknown>)[step];
  }, value);
}
