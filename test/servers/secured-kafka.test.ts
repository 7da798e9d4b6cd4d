import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { eventually } from "../end-to-end/footnote.ts";
import { newDatabase } from "../postgres/database.ts";
import { newsOf, Processes, untilLive } from "./processes.ts";
import { OrdinaryClient } from "./s3-client.ts";
import { KafkaServer, S3Server } from "./server.ts";

const PATIENCE = { timeout: 240_000 };
const USER = { username: "footnote", password: "right-passw0rd" };

let folder: string;
let kafka: KafkaServer;
let s3: S3Server;
let client: OrdinaryClient;
let processes: Processes;
let certificate: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "footnote-secured-"));
  certificate = join(folder, "certificate.pem");
  const key = join(folder, "key.pem");
  const made = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"];
  const names = ["-addext", "subjectAltName=DNS:localhost", "-keyout", key, "-out", certificate];
  await promisify(execFile)("openssl", [...made, ...names]);
  const keyFile = join(folder, "both.pem");
  await writeFile(keyFile, `${await readFile(key, "utf8")}${await readFile(certificate, "utf8")}`);
  kafka = await KafkaServer.start({ keyFile, ...USER });
  s3 = await S3Server.start(kafka.broker);
  client = await OrdinaryClient.makeBucket(s3.endpoint);
  processes = await Processes.open({
    database: await newDatabase(inject("postgres")),
    endpoint: s3.endpoint,
    broker: kafka.securedBroker,
    bucket: client.name,
  });
}, PATIENCE.timeout);
afterAll(async () => {
  await processes.close();
  await s3.close();
  await kafka.close();
  await rm(folder, { recursive: true });
});

const sasl = (mechanism: string, password: string) => ({
  FOOTNOTE_EVENTS_KAFKA_TLS: "true",
  FOOTNOTE_EVENTS_KAFKA_SASL_MECHANISM: mechanism,
  FOOTNOTE_EVENTS_KAFKA_SASL_USERNAME: USER.username,
  FOOTNOTE_EVENTS_KAFKA_SASL_PASSWORD: password,
  NODE_EXTRA_CA_CERTS: certificate,
});

test.each(["scram-sha-256", "plain"])(
  "events arrive over TLS for who knows the password, by %s",
  PATIENCE,
  async (mechanism) => {
    const watcher = await processes.start("watch", sasl(mechanism, USER.password));
    // A new Kafka that is busy makes the topic of its groups' offsets a while later.
    await eventually(
      () => newsOf(watcher),
      (news) => news?.state === "arriving",
    );
    const before = (await untilLive(watcher, mechanism === "plain" ? 1 : 0)).documents.live;
    await client.put(`${mechanism}.md`, `# Keys\n\nThe door of ${mechanism} is open on Mondays.\n`);
    await untilLive(watcher, before + 1);
    watcher.child.kill("SIGTERM");
    expect((await watcher.finished).code).toBe(0);
  },
);

test(
  "a wrong password, an unknown certificate and a missing tls are told in one line with the setting, without the password",
  PATIENCE,
  async () => {
    for (const [wrong, said, setting] of [
      [
        sasl("scram-sha-256", "wr0ng-password"),
        "does not let footnote in",
        "FOOTNOTE_EVENTS_KAFKA_SASL_PASSWORD",
      ],
      [sasl("plain", "wr0ng-password"), "does not let footnote in", "FOOTNOTE_EVENTS_KAFKA_SASL_PASSWORD"],
      [sasl("scram-sha-512", "wr0ng-password"), "does not let footnote in", "mechanism"],
      [{ ...sasl("plain", USER.password), NODE_EXTRA_CA_CERTS: "" }, "over TLS", "NODE_EXTRA_CA_CERTS"],
      [
        { ...sasl("plain", USER.password), FOOTNOTE_EVENTS_KAFKA_TLS: "false" },
        "does not answer",
        "events.kafka.tls",
      ],
      [{ FOOTNOTE_EVENTS_KAFKA_TLS: "true", NODE_EXTRA_CA_CERTS: certificate }, "does not answer", "sasl"],
    ] as const) {
      const line = await processes.commands.refused(["watch", "--port", "0"], {
        ...processes.environment,
        ...wrong,
      });
      expect(line.trim().split("\n")).toHaveLength(1);
      expect(line).toContain(said);
      expect(line).toContain(setting);
      expect(line).not.toContain("wr0ng-password");
      expect(line).not.toContain(USER.password);
    }
  },
);
