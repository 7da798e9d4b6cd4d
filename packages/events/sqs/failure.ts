import { FootnoteError } from "@footnote/contracts";
import { queueNameOf, type SqsSettings } from "./settings.ts";

const SET_URL = "Correct events.sqs.queueUrl (FOOTNOTE_EVENTS_SQS_QUEUE_URL).";
const SET_KEYS = "Correct AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or the profile or role that is used.";
const SET_REGION = "Set events.sqs.region (FOOTNOTE_EVENTS_SQS_REGION, or AWS_REGION).";
const ALLOW =
  "Allow sqs:ReceiveMessage, sqs:DeleteMessage, sqs:ChangeMessageVisibility and sqs:GetQueueAttributes on it, and sqs:SendMessage and sqs:GetQueueUrl on the queue of its dead letters, which its redrive policy names, or sqs:CreateQueue.";

/** By what the server, or the client, calls it. */
const KNOWN: Readonly<Record<string, readonly [what: string, action: string]>> = {
  QueueDoesNotExist: ["does not exist", `Make it and have the bucket's notifications sent to it. ${SET_URL}`],
  InvalidAddress: ["is at no address that the server knows", SET_URL],
  AccessDenied: ["may not be used with these credentials", ALLOW],
  AccessDeniedException: ["may not be used with these credentials", ALLOW],
  InvalidClientTokenId: ["is kept by a server that does not know the access key", SET_KEYS],
  UnrecognizedClientException: ["is kept by a server that does not know the access key", SET_KEYS],
  SignatureDoesNotMatch: ["is kept by a server that does not accept the secret key", SET_KEYS],
  InvalidSecurity: ["is kept by a server that does not accept the secret key", SET_KEYS],
  ExpiredToken: ["cannot be used with credentials that have expired", SET_KEYS],
  ExpiredTokenException: ["cannot be used with credentials that have expired", SET_KEYS],
  CredentialsProviderError: [
    "cannot be used without credentials",
    "Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or name a profile or role as AWS's own tools read them.",
  ],
  RequestExpired: [
    "is kept by a server that does not accept the time of this machine's clock",
    "Set the clock.",
  ],
  KmsAccessDenied: [
    "is encrypted with a key that may not be used",
    "Allow kms:Decrypt and kms:GenerateDataKey on the queue's key.",
  ],
};

/** In one line, with the setting and the remedy; nothing of the request, whose headers hold the access key. */
export function failure(settings: SqsSettings, error: unknown): FootnoteError {
  if (error instanceof FootnoteError) return error;
  const code = codeOf(error);
  const message = error instanceof Error ? error.message : "";
  const cause = new Error(`${code}: ${message}`);
  const queue = `The queue ${queueNameOf(settings)} (${new URL(settings.queueUrl).host})`;
  const known = Object.hasOwn(KNOWN, code) ? KNOWN[code] : undefined;
  if (known !== undefined) {
    const [what, action] = known;
    return new FootnoteError("configuration_invalid", `${queue} ${what}.`, { action, cause });
  }
  if (message === "Region is missing")
    return new FootnoteError("configuration_invalid", `${queue} needs a region to be asked.`, {
      action: SET_REGION,
      cause,
    });
  if (code === "ENOTFOUND")
    return new FootnoteError("unavailable", `${queue} is at a host that nobody knows.`, {
      action: SET_URL,
      cause,
    });
  return new FootnoteError("unavailable", `${queue} cannot be reached (${code}).`, {
    action: `Start the server. ${SET_URL}`,
    cause,
  });
}

/** Names have a namespace in some servers, and once had one in AWS's, too. */
function codeOf(error: unknown): string {
  const { name, code } = error as { name?: unknown; code?: unknown };
  const told =
    typeof code === "string" && code !== "" ? code : typeof name === "string" ? name : "unknown error";
  const plain = told.split(/[.#]/).at(-1) ?? told;
  return plain === "NonExistentQueue" ? "QueueDoesNotExist" : plain;
}
