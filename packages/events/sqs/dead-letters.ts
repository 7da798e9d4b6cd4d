import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  type Message,
  type MessageAttributeValue,
  QueueDoesNotExist,
  SendMessageCommand,
  type SQSClient,
} from "@aws-sdk/client-sqs";
import { deadLetterNameOf, queueNameOf, type SqsSettings } from "./settings.ts";

/** A message that is no notification, or not in all of it. */
export interface DeadMessage {
  readonly message: Message;
  readonly problem: string;
}

/** What the server takes; those that the message had come first. */
const MOST_ATTRIBUTES = 10;

/**
 * Sends messages that are no notifications to the queue that ours names in its redrive policy, else to one beside it, which is made:
 * body and attributes as they were, and what is known of them in attributes of the usual names, as far as there is room.
 */
export function openDeadLetters(client: SQSClient, settings: SqsSettings) {
  let found: Promise<string> | undefined;

  function find(): Promise<string> {
    found ??= findQueue(client, settings);
    found.catch(() => {
      found = undefined;
    });
    return found;
  }

  return {
    find,
    async send(dead: readonly DeadMessage[]): Promise<void> {
      for (const { message, problem } of dead) {
        const own = Object.entries(message.MessageAttributes ?? {});
        const known = Object.entries(describe(settings, message, problem));
        const queue = await find();
        const send = (attributes: typeof own) => sendTo(queue, client, message, attributes);
        await send([...own, ...known].slice(0, MOST_ATTRIBUTES)).catch((error: unknown) => {
          // It has no room for more than it had.
          if (!isTooLong(error)) throw error;
          return send(own);
        });
      }
    },
  };
}

async function sendTo(
  QueueUrl: string,
  client: SQSClient,
  { Body }: Message,
  attributes: readonly [string, MessageAttributeValue][],
): Promise<void> {
  await client.send(
    new SendMessageCommand({
      QueueUrl,
      MessageBody: Body,
      MessageAttributes: Object.fromEntries(
        attributes.map(([name, { DataType, StringValue, BinaryValue }]) => [
          name,
          { DataType, ...(StringValue === undefined ? { BinaryValue } : { StringValue }) },
        ]),
      ),
    }),
  );
}

function describe(
  settings: SqsSettings,
  { MessageId, Attributes }: Message,
  problem: string,
): Record<string, MessageAttributeValue> {
  const texts = {
    "x-error-message": problem,
    "x-error-code": "not_a_notification",
    "x-error-at": new Date().toISOString(),
    "x-original-message-id": MessageId ?? "unknown",
    "x-original-timestamp": Attributes?.SentTimestamp ?? "unknown",
    "x-original-queue": queueNameOf(settings),
  };
  return Object.fromEntries(
    Object.entries(texts).map(([name, StringValue]) => [name, { DataType: "String", StringValue }]),
  );
}

/** @throws where it may neither be found nor made */
async function findQueue(client: SQSClient, settings: SqsSettings): Promise<string> {
  const { Attributes } = await client.send(
    new GetQueueAttributesCommand({ QueueUrl: settings.queueUrl, AttributeNames: ["RedrivePolicy"] }),
  );
  const named = arnIn(Attributes?.RedrivePolicy)?.split(":");
  const QueueName = named?.at(-1) ?? deadLetterNameOf(settings);
  const owner = named?.at(-2);
  try {
    const { QueueUrl } = await client.send(
      new GetQueueUrlCommand({ QueueName, ...(owner && { QueueOwnerAWSAccountId: owner }) }),
    );
    if (QueueUrl !== undefined) return QueueUrl;
  } catch (error) {
    if (named !== undefined || !(error instanceof QueueDoesNotExist)) throw error;
  }
  const { QueueUrl } = await client.send(
    new CreateQueueCommand({ QueueName, Attributes: { MessageRetentionPeriod: String(14 * 24 * 60 * 60) } }),
  );
  return QueueUrl ?? "";
}

function arnIn(policy: string | undefined): string | undefined {
  if (policy === undefined) return undefined;
  const { deadLetterTargetArn } = JSON.parse(policy) as { readonly deadLetterTargetArn?: string };
  return deadLetterTargetArn;
}

function isTooLong(error: unknown): boolean {
  const { name, message } = error as { name?: string; message?: string };
  return (
    name === "BatchRequestTooLong" ||
    (name === "InvalidParameterValue" && /long|size|bytes/i.test(message ?? ""))
  );
}
