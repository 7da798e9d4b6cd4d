import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadConfiguration } from "@footnote/runtime";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parseAllDocuments } from "yaml";

const INFRA = join(import.meta.dirname, "../../infra");
const CHART = join(INFRA, "helm");
/** The newest whose schemas kubectl-validate carries. */
const KUBERNETES = "1.30";

let tools: string;
let folder: string;
beforeAll(() => {
  tools = execFileSync(join(INFRA, "local/helm.sh"), { encoding: "utf8" }).trim();
  folder = mkdtempSync(join(tmpdir(), "footnote-helm-"));
}, 3_600_000);
afterAll(() => rmSync(folder, { recursive: true }));

interface Variable {
  readonly name: string;
  readonly value: string;
}
interface Resource {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly spec: {
    readonly template: {
      readonly spec: {
        readonly terminationGracePeriodSeconds: number;
        readonly containers: readonly [{ args: string[]; env: Variable[] } & Record<string, unknown>];
      };
    };
  };
}

/** Values as a file of them would hold them. @throws Error with what Helm says is wrong */
function render(values: object): string {
  try {
    return execFileSync(
      join(tools, "helm"),
      ["template", "footnote", CHART, "--kube-version", KUBERNETES, "--values", "-"],
      { encoding: "utf8", input: JSON.stringify(values), stdio: "pipe" },
    );
  } catch (error) {
    throw new Error((error as { stderr: string }).stderr);
  }
}

const resourcesOf = (rendered: string) =>
  parseAllDocuments(rendered)
    .map((document) => document.toJS() as Resource | null)
    .filter((resource) => resource !== null);

const LEAST = {
  existingSecret: "footnote-secrets",
  buckets: { documents: "s3://company-documents" },
};
const GROWING = {
  ...LEAST,
  kafka: { brokers: ["kafka-1:9092", "kafka-2:9092"] },
  serve: { autoscaling: { enabled: true } },
  watch: { autoscaling: { enabled: true, consumerGroups: ["footnote.default.documents.abc"] } },
};
const CASES = {
  "what has to be given and nothing else": LEAST,
  "services that grow": GROWING,
  "a Kafka that asks for a password over TLS": {
    ...GROWING,
    kafka: { ...GROWING.kafka, tls: true, saslMechanism: "scram-sha-256", saslUsername: "footnote" },
  },
  "all else": {
    ...LEAST,
    image: { repository: "registry.example/footnote", tag: "1.2.3", pullPolicy: "Always" },
    serviceAccountAnnotations: { "eks.amazonaws.com/role-arn": "arn:aws:iam::1:role/footnote" },
    buckets: { documents: "s3://company-documents", handbook: "s3://company-handbook/live" },
    s3: { endpoint: "https://minio.example", region: "eu-central-1" },
    settings: { FOOTNOTE_LIMITS_FILE_BYTES: 20_000_000, FOOTNOTE_RETRIEVAL_LEXICAL_WEIGHT: 0.5 },
    hosts: ["ask.example"],
    stopSeconds: 60,
    networkPolicy: { enabled: false },
  },
};

test.each(Object.entries(CASES))(
  "%s: Helm and the schemas of Kubernetes and KEDA find nothing wrong",
  (name, values) => {
    const given = join(folder, `${name}.json`);
    writeFileSync(given, JSON.stringify(values));
    execFileSync(join(tools, "helm"), [
      "lint",
      "--strict",
      CHART,
      "--kube-version",
      KUBERNETES,
      "--values",
      given,
    ]);
    const rendered = join(folder, `${name}.yaml`);
    writeFileSync(rendered, render(values));
    execFileSync(join(tools, "kubectl-validate"), [
      ...["--version", KUBERNETES],
      ...["--local-crds", join(tools, "keda")],
      rendered,
    ]);
  },
);

test.each([
  ["existingSecret", { ...LEAST, existingSecret: "" }],
  ["buckets", { ...LEAST, buckets: {} }],
  ["kafka.brokers", { ...GROWING, kafka: { brokers: [] } }],
  ["consumerGroups", { ...GROWING, watch: { autoscaling: { enabled: true } } }],
])("what is given without %s is refused by its name", (name, values) => {
  expect(() => render(values)).toThrow(name);
});

test("both services are configured with what Footnote knows, probed, bounded, and stop in time", () => {
  const resources = resourcesOf(render(GROWING));
  expect(resources.map(({ kind }) => kind).sort()).toEqual(
    [
      ...["Deployment", "Service", "PodDisruptionBudget", "NetworkPolicy"].flatMap((kind) => [kind, kind]),
      "HorizontalPodAutoscaler",
      "ScaledObject",
      "ServiceAccount",
    ].sort(),
  );
  for (const { metadata, container, terminationGracePeriodSeconds } of podsOf(resources)) {
    const { limits, listen, events } = configurationOf(container.env);
    expect(metadata.name).toBe(`footnote-${container.args[0]}`);
    expect(listen.hosts).toContain(metadata.name);
    expect(terminationGracePeriodSeconds).toBeGreaterThan(limits.stopSeconds);
    expect(events.kafka?.brokers.length).toBe(container.args[0] === "watch" ? 2 : undefined);
    for (const part of ["startupProbe", "livenessProbe", "readinessProbe", "resources", "envFrom"])
      expect(container[part], part).toBeDefined();
  }
});

test("settings arrive as they were written, large numbers among them", () => {
  for (const { container } of podsOf(resourcesOf(render(CASES["all else"])))) {
    expect(container.env).toContainEqual({ name: "FOOTNOTE_LIMITS_FILE_BYTES", value: "20000000" });
    const { retrieval, s3, limits } = configurationOf(container.env);
    expect([retrieval.lexicalWeight, s3.region, limits.fileBytes]).toEqual([0.5, "eu-central-1", 20_000_000]);
  }
});

function podsOf(resources: readonly Resource[]) {
  return resources
    .filter(({ kind }) => kind === "Deployment")
    .map(({ metadata, spec }) => {
      const { containers, terminationGracePeriodSeconds } = spec.template.spec;
      return { metadata, container: containers[0], terminationGracePeriodSeconds };
    });
}

/** What a process would be configured with. @throws FootnoteError for a variable that Footnote does not know */
const configurationOf = (variables: readonly Variable[]) =>
  loadConfiguration({
    environment: {
      ...Object.fromEntries(variables.map(({ name, value }) => [name, value])),
      FOOTNOTE_DATABASE_URL: "postgres://a@b/c",
    },
    directory: tmpdir(),
    overrides: {},
  });
