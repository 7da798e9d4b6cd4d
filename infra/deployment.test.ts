import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ENVIRONMENT, loadConfiguration } from "@footnote/runtime";
import { expect, test } from "vitest";
import { parse, parseAllDocuments } from "yaml";

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
    if (restart === "unless-stopped") expect(healthcheck?.test, name).toBeDefined();
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

interface Resource {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly spec: {
    readonly template: {
      readonly spec: {
        readonly terminationGracePeriodSeconds: number;
        readonly containers: readonly [
          {
            readonly args: string[];
            readonly env: { readonly name: string; readonly value: string }[];
          } & Record<string, unknown>,
        ];
      };
    };
  };
}

/** In PATH, or where FOOTNOTE_HELM says. */
const helm = process.env.FOOTNOTE_HELM ?? "helm";
const hasHelm = (() => {
  try {
    execFileSync(helm, ["version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
})();

test.skipIf(!hasHelm)("Helm: what it renders is configured, probed, bounded, and stops in time", () => {
  const settings = [
    "existingSecret=footnote-secrets",
    "buckets.documents=s3://company-documents",
    "kafka.brokers={kafka-1:9092,kafka-2:9092}",
    "serve.autoscaling.enabled=true",
    "watch.autoscaling.enabled=true",
    "watch.autoscaling.consumerGroups={footnote.default.documents.abc}",
  ];
  const render = (given: readonly string[]) =>
    execFileSync(
      helm,
      [
        "template",
        "footnote",
        join(INFRA, "helm"),
        "--kube-version",
        "1.31.0",
        ...given.flatMap((one) => ["--set", one]),
      ],
      {
        encoding: "utf8",
        stdio: ["ignore", "pipe", "ignore"],
      },
    );
  expect(() => render([])).toThrow();
  const resources = parseAllDocuments(render(settings))
    .map((document) => document.toJS() as Resource | null)
    .filter((resource) => resource !== null);
  const kinds = resources.map(({ kind }) => kind).sort();
  expect(kinds).toEqual(
    [
      ...["Deployment", "Service", "PodDisruptionBudget", "NetworkPolicy"].flatMap((kind) => [kind, kind]),
      "HorizontalPodAutoscaler",
      "ScaledObject",
      "ServiceAccount",
    ].sort(),
  );
  for (const { kind, metadata, spec } of resources) {
    if (kind !== "Deployment") continue;
    const { containers, terminationGracePeriodSeconds } = spec.template.spec;
    const [container] = containers;
    const environment = Object.fromEntries(container.env.map(({ name, value }) => [name, value]));
    const { limits, listen, events } = configured({
      ...environment,
      FOOTNOTE_DATABASE_URL: "postgres://a@b/c",
    });
    expect(metadata.name).toBe(`footnote-${container.args[0]}`);
    expect(listen.hosts).toContain(metadata.name);
    expect(terminationGracePeriodSeconds).toBeGreaterThan(limits.stopSeconds);
    expect(events.kafka?.brokers.length).toBe(container.args[0] === "watch" ? 2 : undefined);
    for (const part of ["startupProbe", "livenessProbe", "readinessProbe", "resources", "envFrom"])
      expect(container[part], part).toBeDefined();
  }
});
