import { readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ENVIRONMENT, loadConfiguration } from "@footnote/runtime";
import { expect, test } from "vitest";
import { parse } from "yaml";

const INFRA = import.meta.dirname;
const read = (...path: string[]) => readFileSync(join(INFRA, ...path), "utf8");

/** What a process of Footnote's would be configured with. @throws FootnoteError for a variable that it does not know */
const configured = (environment: Record<string, string>) =>
  loadConfiguration({ environment, directory: tmpdir(), overrides: {} });

interface Service {
  readonly command?: string[];
  readonly environment?: Record<string, string>;
  readonly healthcheck?: { readonly test?: string[]; readonly disable?: boolean };
  readonly ports?: string[];
  readonly restart?: string;
}
interface Compose {
  readonly services: Record<string, Service>;
}
const compose = () => parse(read("compose/compose.yaml"), { merge: true }) as Compose;

test("Compose: both roles are configured with what Footnote knows, over the servers beside them", () => {
  const { services } = compose();
  for (const role of ["watch", "serve"] as const) {
    const { environment = {}, command } = services[role] as Service;
    expect(command).toEqual([role]);
    const { database, buckets, limits } = configured(
      Object.fromEntries(
        Object.entries(environment).map(([name, value]) => [name, value.replaceAll(/\$\{[^}]+\}/g, "x1")]),
      ),
    );
    expect(new URL(database?.url ?? "").hostname).toBe("postgres");
    expect(buckets.map(({ name }) => name)).toEqual(role === "watch" ? ["documents"] : []);
    expect(limits.stopSeconds).toBeLessThan(40);
  }
});

test("Compose: no secret stands in it, nothing but the answers leaves it, and all that lasts is asked how it is", () => {
  const { services } = compose();
  for (const [name, { environment = {}, ports = [], healthcheck, restart }] of Object.entries(services)) {
    for (const [variable, value] of Object.entries(environment)) {
      if (/PASSWORD|SECRET|ACCESS_KEY$/.test(variable))
        expect(value, `${name}: ${variable}`).toMatch(/^\$\{\w+:\?/);
      expect(value, `${name}: ${variable}`).not.toMatch(/:\/\/[^/@$]*:[^$/@]+@/);
    }
    expect(
      ports.every((port) => name === "serve" && port.startsWith("127.0.0.1:")),
      name,
    ).toBe(true);
    if (restart === "unless-stopped")
      // A plain text with ": " in it is none in YAML.
      expect(healthcheck?.test, name).toSatisfy((parts) => parts.every((part) => typeof part === "string"));
  }
});

test("Helm: templates use values that there are, and variables that Footnote knows", () => {
  const values = parse(read("helm/values.yaml")) as Record<string, unknown>;
  for (const file of readdirSync(join(INFRA, "helm/templates"))) {
    const template = read("helm/templates", file);
    for (const [, path = ""] of template.matchAll(/\.Values\.([\w.]+)/g)) {
      const found = path
        .split(".")
        .reduce<unknown>((at, part) => (at as Record<string, unknown>)?.[part], values);
      expect(found, `${file}: ${path}`).toBeDefined();
    }
    for (const [variable] of template.matchAll(/FOOTNOTE_\w+/g))
      expect(Object.keys(ENVIRONMENT), `${file}: ${variable}`).toContain(variable);
  }
});
