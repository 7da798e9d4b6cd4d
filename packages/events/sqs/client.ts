import { SQSClient } from "@aws-sdk/client-sqs";
import { regionOf, type SqsSettings } from "./settings.ts";

/** So long the server keeps a request open that asks for messages, in seconds. */
export const LONGEST_POLL_SECONDS = 20;

/** In milliseconds; that of the socket between one byte and the next, of which a poll without messages has none. */
const TIMEOUTS = { connectionTimeout: 5_000, socketTimeout: LONGEST_POLL_SECONDS * 1_000 + 10_000 };
const MOST_ATTEMPTS = 3;

/** Credentials come from where AWS's own tools find them: variables, profiles, roles. */
export function openSqsClient(settings: SqsSettings): SQSClient {
  const region = regionOf(settings);
  return new SQSClient({
    endpoint: new URL(settings.queueUrl).origin,
    ...(region === undefined ? {} : { region }),
    maxAttempts: MOST_ATTEMPTS,
    requestHandler: TIMEOUTS,
  });
}
