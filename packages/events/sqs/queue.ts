import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageBatchCommand,
  GetQueueAttributesCommand,
  type Message,
  ReceiveMessageCommand,
} from "@aws-sdk/client-sqs";
import { LONGEST_POLL_SECONDS, openSqsClient } from "./client.ts";
import { type DeadMessage, openDeadLetters } from "./dead-letters.ts";
import type { SqsSettings } from "./settings.ts";

/** Whoever was given a message and says nothing for so long is taken for dead, and another is given it. */
const HIDDEN_SECONDS = 30;
/** What the server gives at once. */
const MOST_MESSAGES = 10;

/** A queue of messages, each of which is given to one process at a time until it is deleted. */
export interface Queue {
  /** @throws where it is not there, or may not be used */
  check(): Promise<void>;
  receive(signal: AbortSignal): Promise<Message[]>;
  /** Nobody else is given them for another while. */
  keep(messages: readonly Message[]): Promise<void>;
  /** Whoever asks next, after so many seconds, is given them. */
  giveBack(messages: readonly Message[], seconds: number): Promise<void>;
  delete(messages: readonly Message[]): Promise<void>;
  bury(messages: readonly DeadMessage[]): Promise<void>;
  /** How many are there, about, those included that somebody was given. */
  count(): Promise<number>;
  close(): void;
}

export function openQueue(settings: SqsSettings): Queue {
  const client = openSqsClient(settings);
  const { queueUrl: QueueUrl } = settings;
  const deadLetters = openDeadLetters(client, settings);
  const entries = (messages: readonly Message[]) =>
    messages.map(({ ReceiptHandle }, at) => ({ Id: String(at), ReceiptHandle }));

  async function hide(messages: readonly Message[], VisibilityTimeout: number): Promise<void> {
    if (messages.length === 0) return;
    const Entries = entries(messages).map((entry) => ({ ...entry, VisibilityTimeout }));
    // One that is not there any more was deleted, or is another's.
    await client.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl, Entries }));
  }

  async function count(): Promise<number> {
    const { Attributes } = await client.send(
      new GetQueueAttributesCommand({
        QueueUrl,
        AttributeNames: ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"],
      }),
    );
    const { ApproximateNumberOfMessages: waiting, ApproximateNumberOfMessagesNotVisible: given } =
      Attributes ?? {};
    return Number(waiting ?? 0) + Number(given ?? 0);
  }

  return {
    async check() {
      await count();
      await deadLetters.find();
    },
    async receive(abortSignal) {
      const { Messages } = await client.send(
        new ReceiveMessageCommand({
          QueueUrl,
          MaxNumberOfMessages: MOST_MESSAGES,
          WaitTimeSeconds: LONGEST_POLL_SECONDS,
          VisibilityTimeout: HIDDEN_SECONDS,
          MessageAttributeNames: ["All"],
          MessageSystemAttributeNames: ["SentTimestamp"],
        }),
        { abortSignal },
      );
      return Messages ?? [];
    },
    keep: (messages) => hide(messages, HIDDEN_SECONDS),
    giveBack: hide,
    async delete(messages) {
      if (messages.length === 0) return;
      // What could not be deleted comes again, which is harmless.
      await client.send(new DeleteMessageBatchCommand({ QueueUrl, Entries: entries(messages) }));
    },
    bury: (messages) => deadLetters.send(messages),
    count,
    close: () => client.destroy(),
  };
}
