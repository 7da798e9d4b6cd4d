import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { FootnoteError } from "@footnote/contracts";
import { afterEach, beforeEach, expect, test } from "vitest";
import { parse } from "yaml";
import { describeConfiguration, secretsOf } from "./describe.ts";
import { readBucketOption } from "./environment.ts";
import { type ConfigurationSources, loadConfiguration } from "./load.ts";

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "footnote-configuration-"));
});
afterEach(() => rmSync(directory, { recursive: true }));

function load(yaml: string | undefined, rest: Partial<ConfigurationSources> = {}) {
  if (yaml !== undefined) writeFileSync(join(directory, "footnote.config.yaml"), yaml);
  return loadConfiguration({ environment: {}, overrides: {}, directory, ...rest });
}

function refusal(yaml: string | undefined, rest: Partial<ConfigurationSources> = {}): string {
  try {
    load(yaml, rest);
  } catch (error) {
    expect(error).toBeInstanceOf(FootnoteError);
    expect((error as FootnoteError).code).toBe("configuration_invalid");
    return (error as FootnoteError).message;
  }
  throw new Error("It was accepted.");
}

test("without any setting everything has its default", () => {
  expect(load(undefined)).toEqual({
    tenant: "default",
    data: join(directory, ".footnote"),
    index: {},
    listen: { host: "127.0.0.1", port: 8080, hosts: [] },
    buckets: [],
    s3: {},
    events: {},
    embedding: { provider: "bundled" },
    evaluation: {},
    freshness: { limitSeconds: 300, canary: true },
    deletions: { documents: 20, percent: 30, waitSeconds: 600 },
    versions: { keepDays: 30 },
    webhooks: [],
    questions: { keepDays: 90 },
    recognition: { enabled: true, languages: ["eng"] },
    retrieval: { fusion: "min-max", lexicalWeight: 0.5, reranker: { provider: "none" } },
    answers: { fallbacks: [] },
    cache: { enabled: true, hours: 24, megabytes: 256 },
    openai: { markup: "neutral", sources: "annotations", origins: [] },
    limits: {
      fileBytes: 268_435_456,
      filePages: 5_000,
      parseSeconds: 120,
      parseMemoryMegabytes: 1_024,
      stopSeconds: 10,
    },
    log: "warn",
  });
});

test("an empty file and an empty variable are no settings", () => {
  expect(load("# nothing yet\n", { environment: { FOOTNOTE_PORT: "" } }).listen.port).toBe(8080);
});

test("a variable that is a share takes a fraction", () => {
  const environment = { FOOTNOTE_RETRIEVAL_LEXICAL_WEIGHT: "0.25" };
  expect(load("", { environment }).retrieval.lexicalWeight).toBe(0.25);
});

test("the command line beats the environment, which beats the file, which beats the defaults", () => {
  const yaml = "tenant: file\nlog: error\nlisten: { host: file.example, port: 1 }";
  const environment = { FOOTNOTE_LOG: "info", FOOTNOTE_PORT: "2", HOME: "ignored" };
  const configuration = load(yaml, {
    environment,
    overrides: { listen: { port: 3, host: undefined }, data: undefined },
  });
  expect(configuration).toMatchObject({
    tenant: "file",
    log: "info",
    listen: { host: "file.example", port: 3 },
    retrieval: { fusion: "min-max", lexicalWeight: 0.5, reranker: { provider: "none" } },
  });
});

test("folders in the file count from the file, all others from the working directory", () => {
  mkdirSync(join(directory, "etc"));
  writeFileSync(join(directory, "etc/other.yaml"), "data: state\nbuckets: [{ name: a, folder: ../docs }]");
  const sources = { environment: {}, overrides: {}, directory, file: "etc/other.yaml" };
  expect(loadConfiguration(sources)).toMatchObject({
    data: join(directory, "etc/state"),
    buckets: [
      {
        name: "a",
        folder: join(directory, "docs"),
        readers: ["everyone"],
        chunking: { strategy: "structure" },
      },
    ],
  });
  const environment = { FOOTNOTE_DATA: "state", FOOTNOTE_BUCKETS: "b=docs, c=more" };
  expect(loadConfiguration({ ...sources, environment })).toMatchObject({
    data: join(directory, "state"),
    buckets: [
      { name: "b", folder: join(directory, "docs") },
      { name: "c", folder: join(directory, "more") },
    ],
  });
});

test("an unknown key is refused by its path, with the key that was meant", () => {
  const cases: [string, string][] = [
    ["tennant: a", "tennant is not a setting that Footnote knows; did you mean tenant?"],
    ["listen: { prot: 1 }", "listen.prot is not a setting that Footnote knows; did you mean listen.port?"],
    ["port: 80", "port is not a setting that Footnote knows; did you mean listen.port?"],
    [
      "buckets: [{ name: a, folder: b, reader: [c] }]",
      "buckets[0].reader is not a setting that Footnote knows; did you mean buckets[0].readers?",
    ],
    [
      "buckets: [{ name: a, folder: b, chunking: { strategy: fixed, sise: 100 } }]",
      "buckets[0].chunking.sise is not a setting that Footnote knows; did you mean buckets[0].chunking.size?",
    ],
    [
      "buckets: [{ name: a, folder: b, chunking: { strategy: structure, overlap: 10 } }]",
      "buckets[0].chunking.overlap does not go with the other settings of buckets[0].chunking",
    ],
    [
      "embedding: { provider: bundled, model: a }",
      "embedding.model does not go with the other settings of embedding",
    ],
    ["favouriteColour: blue", "favouriteColour is not a setting that Footnote knows"],
    ["__proto__: { log: debug }", "__proto__ is not a setting that Footnote knows"],
  ];
  for (const [yaml, line] of cases) {
    const file = join(directory, "footnote.config.yaml");
    expect(refusal(yaml)).toBe(`The configuration is not valid: ${line} (from ${file})`);
  }
});

test("an unknown FOOTNOTE_ variable is refused, with the one that was meant", () => {
  const environment = { FOOTNOTE_PROT: "80", FOOTNOTE_COLOUR: "x" };
  const message = refusal(undefined, { environment });
  expect(message).toContain(
    "FOOTNOTE_PROT is not a variable that Footnote knows; did you mean FOOTNOTE_PORT?",
  );
  expect(message).toContain("FOOTNOTE_COLOUR is not a variable that Footnote knows");
});

test("everything that is wrong is said at once, with the place it comes from", () => {
  const message = refusal("log: loud\nlisten: { port: -1, hots: a }\nbuckets: [{ name: Über, folder: x }]", {
    environment: { FOOTNOTE_LIMITS_FILE_BYTES: "many" },
    overrides: { retrieval: { fusion: "sum" as "rrf" } },
  });
  const file = join(directory, "footnote.config.yaml");
  expect(message.split("\n").toSorted()).toEqual(
    [
      "The configuration has 6 problems:",
      `  - log must be one of debug, info, warn, error, silent, but is "loud" (from ${file})`,
      `  - listen.port must be a whole number from 0 to 65535, but is -1 (from ${file})`,
      `  - listen.hots is not a setting that Footnote knows; did you mean listen.host? (from ${file})`,
      `  - buckets[0].name must be 1 to 63 lower-case letters, digits or hyphens, and begin with a letter or digit, but is "Über" (from ${file})`,
      '  - limits.fileBytes must be a whole number from 1 to 4294967296, but is "many" (from FOOTNOTE_LIMITS_FILE_BYTES)',
      '  - retrieval.fusion must be one of min-max, rrf, but is "sum" (from the command line)',
    ].toSorted(),
  );
});

test.each([
  ["listen: 8080", "listen must be a group of settings, but is 8080"],
  ["listen:", "listen must be a group of settings, but is empty"],
  ["buckets: docs", 'buckets must be a list of buckets, but is "docs"'],
  ["buckets: [{ name: a }]", "buckets[0].folder must be the path of a folder"],
  [
    "buckets: [{ name: a, folder: b, readers: [] }]",
    "buckets[0].readers must name at least one group or person",
  ],
  [
    "buckets: [{ name: a, folder: b, chunking: { strategy: random } }]",
    'buckets[0].chunking.strategy must be one of structure, parent-child, recursive, fixed, semantic, but is "random"',
  ],
  [
    "buckets: [{ name: a, folder: b, chunking: fixed }]",
    'buckets[0].chunking must be a group of settings, but is "fixed"',
  ],
  [
    "buckets: [{ name: a, folder: b, chunking: { strategy: fixed, size: 10 } }]",
    "buckets[0].chunking.size must be a whole number from 32 to 8192, but is 10",
  ],
  [
    "buckets: [{ name: a, folder: b, chunking: { strategy: recursive, size: 100, overlap: 50 } }]",
    "buckets[0].chunking.overlap must be less than half of the size, but is 50",
  ],
  [
    "embedding: { provider: other }",
    'embedding.provider must be one of bundled, openai-compatible, but is "other"',
  ],
  ["embedding: { model: a }", "embedding.provider must be one of bundled, openai-compatible"],
  ["embedding: bundled", 'embedding must be a group of settings, but is "bundled"'],
  ["- a\n- b", 'must hold settings as "key: value" lines'],
  ["tenant: a\ntenant: b", "is not valid YAML: Map keys must be unique at line 2"],
  ["tenant: [", "is not valid YAML"],
])("%j gets a readable line", (yaml, line) => {
  expect(refusal(yaml)).toContain(line);
});

test("a configuration file that was asked for must be there", () => {
  expect(refusal(undefined, { file: "missing.yaml" })).toContain("missing.yaml cannot be read (ENOENT)");
});

test("a bucket option without a folder is refused", () => {
  expect(refusal(undefined, { overrides: { buckets: [readBucketOption("docs")] } })).toBe(
    'The configuration is not valid: buckets[0].folder must be the path of a folder, but is "" (from the command line)',
  );
  expect(readBucketOption("docs=a=b")).toEqual({ name: "docs", folder: "a=b" });
});

test("two buckets never have the same name or share files, and none holds the data directory", () => {
  mkdirSync(join(directory, "real"));
  symlinkSync(join(directory, "real"), join(directory, "link"));
  const yaml = `
data: real/inner/state
buckets:
  - { name: a, folder: docs }
  - { name: a, folder: docsmore }
  - { name: b, folder: docs/inner }
  - { name: c, folder: real/inner }
  - { name: d, folder: link }`;
  const message = refusal(yaml);
  expect(message).toContain("5 problems");
  expect(message).toContain("buckets names a twice");
  expect(message).toContain("buckets a and b share files");
  expect(message).toContain("buckets c and d share files");
  expect(message).toMatch(/bucket c \(.*\) holds the data directory/);
  expect(message).toMatch(/bucket d \(.*\) holds the data directory/);
});

test("a key for an embedding service is used and never shown", () => {
  const yaml = `
embedding:
  provider: openai-compatible
  baseUrl: https://models.example/v1
  model: small
  dimensions: 768
  maxTokens: 512`;
  const environment = { FOOTNOTE_EMBEDDING_API_KEY: "sk-secret" };
  const configuration = load(yaml, { environment });
  expect(configuration.embedding).toMatchObject({ apiKey: "sk-secret", dimensions: 768 });
  const shown = describeConfiguration(configuration);
  expect(shown).not.toContain("sk-secret");
  expect(parse(shown)).toEqual({
    ...configuration,
    embedding: { ...configuration.embedding, apiKey: "(hidden)" },
  });

  const wrong = refusal(
    "embedding: { provider: openai-compatible, baseUrl: 'https://me:pass-word@host.example' }",
    {
      environment,
    },
  );
  expect(wrong).toContain("embedding.baseUrl must not hold a password");
  expect(wrong).not.toContain("pass-word");
  expect(refusal(undefined, { environment })).not.toContain("sk-secret");
  expect(refusal(`${yaml}\n  apiKey: 31415926`)).not.toContain("31415926");
});

test("a key for Weaviate is used and never shown, and its collection's name is one that Weaviate takes", () => {
  const yaml = "index: { weaviate: { url: 'https://weaviate.example' } }";
  const environment = { FOOTNOTE_INDEX_WEAVIATE_API_KEY: "wv-secret" };
  const configuration = load(yaml, { environment });
  expect(configuration.index.weaviate).toEqual({
    url: "https://weaviate.example",
    apiKey: "wv-secret",
    collection: "Footnote",
  });
  const shown = describeConfiguration(configuration);
  expect(shown).not.toContain("wv-secret");
  expect(parse(shown).index.weaviate.apiKey).toBe("(hidden)");
  expect(refusal("index: { weaviate: { url: 'http://h', collection: 'footnote' } }")).toContain(
    "index.weaviate.collection must be 1 to 63 letters or digits, and begin with a capital",
  );
  expect(refusal("", { environment })).toContain("index.weaviate.url");
});

test("the secret of a webhook is used and never shown; its address is one of the world's, asked by TLS, unless it is said", () => {
  const secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  const webhook = (settings: string) => `webhooks: [{ name: portal, secret: ${secret}, ${settings} }]`;
  const configuration = load(webhook("url: 'https://portal.example/hooks?key=hidden-key'"));
  expect(configuration.webhooks).toMatchObject([
    { secret, events: ["document.answerable", "document.needs_attention"], principals: ["everyone"] },
  ]);
  const shown = describeConfiguration(configuration);
  for (const hidden of [secret.slice(6), "hidden-key"]) {
    expect(shown).not.toContain(hidden);
    expect(secretsOf(configuration)).toContain(hidden);
  }
  expect(refusal(webhook("url: 'http://portal.example'"))).toContain(
    "webhooks[0].url must begin with https://",
  );
  expect(refusal(webhook("url: 'https://a:b@portal.example'"))).toContain("must not hold a password");
  expect(load(webhook("url: 'http://localhost', allowInternal: true")).webhooks).toHaveLength(1);
  const weak = refusal("webhooks: [{ name: portal, url: 'https://portal.example', secret: whsec_c2hvcnQ= }]");
  expect(weak).toContain("webhooks[0].secret must be whsec_ and 24 to 64 random bytes");
  expect(weak).not.toContain("c2hvcnQ");
});

test("a reranker is a folder, a model that was pulled, or a server, whose key is used and never shown", () => {
  const usual = { weight: 1, candidates: 50, sections: 8, deadlineMilliseconds: 2_000 };
  const folder = load("retrieval: { reranker: { provider: cross-encoder, folder: models/small } }");
  expect(folder.retrieval.reranker).toEqual({
    provider: "cross-encoder",
    folder: join(directory, "models/small"),
    ...usual,
  });
  const environment = {
    FOOTNOTE_RETRIEVAL_RERANKER_PROVIDER: "endpoint",
    FOOTNOTE_RETRIEVAL_RERANKER_FORM: "cohere",
    FOOTNOTE_RETRIEVAL_RERANKER_BASE_URL: "https://rerank.example/v2",
    FOOTNOTE_RETRIEVAL_RERANKER_API_KEY: "sk-rerank",
  };
  const configuration = load("", { environment });
  expect(configuration.retrieval.reranker).toMatchObject({ form: "cohere", apiKey: "sk-rerank", ...usual });
  expect(describeConfiguration(configuration)).not.toContain("sk-rerank");
  expect(secretsOf(configuration)).toEqual(["sk-rerank"]);
  const refused = (settings: string) => refusal(`retrieval: { reranker: { ${settings} } }`);
  expect(refused("provider: other")).toContain("must be one of bundled, none, cross-encoder, endpoint");
  expect(load("retrieval: { reranker: { provider: bundled } }").retrieval.reranker).toEqual({
    ...usual,
    provider: "bundled",
    weight: 0.5,
    candidates: 20,
    sections: 10,
  });
  expect(load("retrieval: { reranker: { provider: none } }").retrieval.reranker).toEqual({
    provider: "none",
  });
  expect(refused("provider: cross-encoder")).toContain("one of the two");
  expect(refused("provider: cross-encoder, model: ../up")).toContain("owner/name");
  expect(refused("provider: cross-encoder, model: a/b, weight: 2")).toContain("a number from 0 to 1");
  expect(refused("provider: endpoint, form: tei, baseUrl: 'http://me:pass@h'")).toContain(
    "must not hold a password",
  );
});

test("a model that reads too little for the least chunk and its margin is refused", () => {
  const embedding = (maxTokens: number) =>
    `embedding: { provider: openai-compatible, baseUrl: 'http://h', model: m, dimensions: 8, maxTokens: ${maxTokens} }`;
  expect(refusal(embedding(47))).toContain("embedding.maxTokens must be a whole number from 48");
  expect(load(embedding(48)).embedding).toMatchObject({ maxTokens: 48 });
});

test("every bucket chooses how its documents are cut", () => {
  const strategies = ["structure", "parent-child", "recursive", "fixed", "semantic"];
  const buckets = strategies.map(
    (strategy, place) => `{ name: b${place}, folder: d${place}, chunking: { strategy: ${strategy} } }`,
  );
  const chosen = load(`buckets: [${buckets}]`).buckets.map(({ chunking }) => chunking);
  expect(chosen).toEqual(strategies.map((strategy) => ({ strategy })));
  const sized =
    "buckets: [{ name: a, folder: b, chunking: { strategy: recursive, size: 200, overlap: 20 } }]";
  expect(load(sized).buckets[0]?.chunking).toEqual({ strategy: "recursive", size: 200, overlap: 20 });
});

test("the judge's key is used and never shown", () => {
  const environment = {
    FOOTNOTE_EVALUATION_JUDGE_BASE_URL: "https://judge.example/v1",
    FOOTNOTE_EVALUATION_JUDGE_NAME: "judge",
    FOOTNOTE_EVALUATION_JUDGE_API_KEY: "sk-judge",
  };
  const configuration = load(undefined, { environment });
  expect(configuration.evaluation.judge).toMatchObject({ name: "judge", apiKey: "sk-judge" });
  expect(describeConfiguration(configuration)).not.toContain("sk-judge");
  expect(secretsOf(configuration)).toEqual(["sk-judge"]);
});

test("what is shown can be read back as it is", () => {
  const configuration = load("buckets: [{ name: a, folder: docs, readers: [hr, board] }]");
  expect(load(describeConfiguration(configuration))).toEqual(configuration);
});

test("the password of a database's address is used and never shown, and one that is not encoded is refused", () => {
  const url = "postgres://app:p%23ss-word@db.example:5432/footnote?sslmode=require";
  const configuration = load(undefined, { environment: { FOOTNOTE_DATABASE_URL: url } });
  expect(configuration.database).toEqual({ url });
  const shown = describeConfiguration(configuration);
  expect(shown).toContain("db.example:5432/footnote");
  expect(shown).not.toMatch(/p%23ss|p#ss/);
  expect(parse(shown).database).toEqual({
    url: "postgres://(hidden)@db.example:5432/footnote?sslmode=(hidden)",
  });
  expect(secretsOf(configuration)).toEqual(["p%23ss-word", "p#ss-word"]);

  for (const wrong of [
    "postgres://app:12#s3cret@db.example/footnote",
    "postgres://app:12/s3cret@db.example/footnote",
    "postgres://app:12?s3cret@db.example/footnote",
    "postgres://app:%zz-s3cret@db.example/footnote",
    "postgres://db.example/footnote",
    "postgres://app:s3cret@db.example",
    "mysql://app:s3cret@db.example/footnote",
    "s3cret",
  ]) {
    const message = refusal(undefined, { environment: { FOOTNOTE_DATABASE_URL: wrong } });
    expect(message).toContain("database.url must be an address such as postgres://user:password@host:5432");
    expect(message).toContain("(from FOOTNOTE_DATABASE_URL)");
    expect(message).not.toContain("s3cret");
  }
  expect(refusal("database: postgres://app:s3cret@db.example/footnote")).not.toContain("s3cret");
});

test("a bucket lies in a folder or at an address, in a file as on the command line, and none shares objects with another", () => {
  expect(readBucketOption("docs=s3://company-docs/hr")).toEqual({
    name: "docs",
    url: "s3://company-docs/hr",
  });
  const both = "buckets: [{ name: a, folder: docs }, { name: b, url: s3://company-docs/hr }]";
  expect(load(both).buckets).toMatchObject([{ name: "a" }, { name: "b", url: "s3://company-docs/hr" }]);
  expect(refusal("buckets: [{ name: a, folder: docs, url: s3://company-docs }]")).toContain("one of the two");
  for (const url of ["s3://Upper", "s3://a", "https://company-docs.s3.amazonaws.com", "s3://docs?key=1"])
    expect(refusal(`buckets: [{ name: a, url: "${url}" }]`)).toContain("s3://name/prefix");
  expect(refusal("buckets: [{ name: a, url: s3://docs/hr }, { name: b, url: s3://docs/hr/old/ }]")).toContain(
    "buckets a and b share objects",
  );
  expect(
    load("buckets: [{ name: a, url: s3://docs/hr }, { name: b, url: s3://docs/hr-old }]").buckets,
  ).toHaveLength(2);
  expect(refusal("buckets: [{ name: a, url: s3://docs }, { name: a, folder: x }]")).toContain(
    "names a twice",
  );
});

test("a queue is the whole address of one, without a key, and events arrive by a topic or by a queue", () => {
  const queueUrl = "https://sqs.eu-central-1.amazonaws.com/123456789012/footnote";
  expect(load(`events: { sqs: { queueUrl: "${queueUrl}" } }`).events.sqs).toEqual({ queueUrl });
  const both = `events: { sqs: { queueUrl: "${queueUrl}" }, kafka: { brokers: [one:9092], topic: events } }`;
  expect(refusal(both)).toContain("events.sqs must not be set beside events.kafka");
  for (const wrong of [
    "footnote",
    "https://sqs.eu-central-1.amazonaws.com/",
    "https://me:s3cret-word@host/1/q",
  ]) {
    const told = refusal(`events: { sqs: { queueUrl: "${wrong}" } }`);
    expect(told).toContain("events.sqs.queueUrl must");
    expect(told).not.toContain("s3cret-word");
  }
});

test("the name of a tag is one that S3 allows", () => {
  expect(load("s3: { accessTag: footnote-access }").s3.accessTag).toBe("footnote-access");
  expect(refusal("s3: { accessTag: 'a,b' }")).toContain("s3.accessTag must be the name of a tag");
});

test("the password of Kafka is shown nowhere, and a broker without a port or a key in an endpoint is refused", () => {
  const kafka =
    "brokers: [one:9092], topic: events, sasl: { mechanism: plain, username: me, password: s3cret-word }";
  const configuration = load(`events: { kafka: { ${kafka} } }`);
  expect(configuration.events.kafka).toMatchObject({ group: "footnote", tls: false });
  expect(describeConfiguration(configuration)).not.toContain("s3cret-word");
  expect(secretsOf(configuration)).toContain("s3cret-word");
  const broken = refusal(
    `events: { kafka: { ${kafka.replace("plain", "guess").replace("one:9092", "one")} } }`,
  );
  expect(broken).toContain("events.kafka.brokers[0] must be a host and a port");
  expect(broken).not.toContain("s3cret-word");
  expect(refusal('s3: { endpoint: "http://me:s3cret-word@host" }')).not.toContain("s3cret-word");
});
