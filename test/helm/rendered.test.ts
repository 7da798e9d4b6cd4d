import { execFileSync } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadConfiguration } from "@footnote/runtime";
import { expect, test } from "vitest";
import { parseAllDocuments } from "yaml";

const CHART = join(import.meta.dirname, "../../infra/helm");

/** What a process of Footnote's would be configured with. @throws FootnoteError for a variable that it does not know */
const loadedWith = (environment: Record<string, string>) =>
  loadConfiguration({ environment, directory: tmpdir(), overrides: {} });

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

test("what Helm renders is configured, probed, bounded, and stops in time", () => {
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
      ["template", "footnote", CHART, "--kube-version", "1.31.0", ...given.flatMap((one) => ["--set", one])],
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
    const { limits, listen, events } = loadedWith({
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
