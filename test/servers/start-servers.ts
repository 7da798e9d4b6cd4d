import type { TestProject } from "vitest/node";
import { Server as Postgres } from "../postgres/server.ts";
import { KafkaServer, S3Server } from "./server.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** host:port */
    broker: string;
    /** http://host:port */
    endpoint: string;
  }
}

/** One of each for all files that do not kill them; each of these has databases, buckets and topics of its own. */
export default async function start(project: TestProject): Promise<() => Promise<void>> {
  process.env.KAFKAJS_NO_PARTITIONER_WARNING = "1";
  const [postgres, kafka] = await Promise.all([Postgres.start(), KafkaServer.start()]);
  const s3 = await S3Server.start(kafka.broker);
  project.provide("postgres", postgres.url);
  project.provide("broker", kafka.broker);
  project.provide("endpoint", s3.endpoint);
  return async () => {
    await s3.close();
    await Promise.all([kafka.close(), postgres.close()]);
  };
}
