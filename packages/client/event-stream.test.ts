import { expect, test } from "vitest";
import type { StreamEvent } from "./event-stream.ts";
import { readEvents } from "./event-stream.ts";

const stream =
  'event: sentence\r\ndata: {"text":"Ünïcode – 雪"}\r\n\r\n: heartbeat\n\nevent: answer\rdata: a\rdata:b\r\rdata: last\n\n';
const events = [
  { event: "sentence", data: '{"text":"Ünïcode – 雪"}' },
  { event: "answer", data: "a\nb" },
  { event: "message", data: "last" },
];

async function read(pieces: Uint8Array<ArrayBuffer>[]): Promise<StreamEvent[]> {
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
    start(controller) {
      for (const piece of pieces) controller.enqueue(piece);
      controller.close();
    },
  });
  return Array.fromAsync(readEvents(body));
}

test("events are the same wherever the network cuts the stream", async () => {
  const bytes = new TextEncoder().encode(stream);
  for (let size = 1; size <= bytes.length; size++) {
    const pieces: Uint8Array<ArrayBuffer>[] = [];
    for (let at = 0; at < bytes.length; at += size) pieces.push(bytes.slice(at, at + size));
    expect(await read(pieces), `pieces of ${size} bytes`).toEqual(events);
  }
});

test("an event that the end of the stream cuts off is not reported", async () => {
  expect(await read([new TextEncoder().encode("data: whole\n\ndata: cut off\n")])).toEqual([
    { event: "message", data: "whole" },
  ]);
});

test("leaving the loop early cancels the stream", async () => {
  let cancelled = false;
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
    pull: (controller) => controller.enqueue(new TextEncoder().encode("data: again\n\n")),
    cancel: () => {
      cancelled = true;
    },
  });
  for await (const event of readEvents(body)) {
    expect(event.data).toBe("again");
    break;
  }
  expect(cancelled).toBe(true);
});
