import { hostname } from "node:os";
import { afterEach, expect, test } from "vitest";
import { startVictim, type Victim } from "./process.ts";

let victim: Victim;
afterEach(() => victim?.close());

async function statusOf(head: string): Promise<number> {
  let text = "";
  for await (const part of victim.raw(`${head}Connection: close\r\n\r\n`)) text += String(part);
  return Number(/^HTTP\/1\.1 (\d+)/.exec(text)?.[1]);
}

test("shared with a network, it answers to its own names and to those that it is told, and says that it is open", async () => {
  victim = await startVictim({ FOOTNOTE_HOST: "0.0.0.0", FOOTNOTE_HOSTS: "footnote.example" });
  const put = (host: string, origin = host) =>
    statusOf(
      `DELETE /api/buckets/docs/objects/none.md HTTP/1.1\r\nHost: ${host}\r\nOrigin: http://${origin}\r\n`,
    );
  for (const host of [
    "attacker.example",
    "localhost.attacker.example",
    "0.0.0.0",
    "127.0.0.1.attacker.example",
  ]) {
    expect([host, await statusOf(`GET /api/documents HTTP/1.1\r\nHost: ${host}\r\n`)]).toEqual([host, 403]);
    expect([host, await put(host)]).toEqual([host, 403]);
  }
  for (const host of ["localhost", "127.0.0.1:1", "footnote.example", hostname()]) {
    expect([host, await statusOf(`GET /api/documents HTTP/1.1\r\nHost: ${host}\r\n`)]).toEqual([host, 200]);
    expect([host, await put(host)]).toEqual([host, 404]);
    expect([host, await put(host, "attacker.example")]).toEqual([host, 403]);
  }
  victim.running.child.kill("SIGTERM");
  expect((await victim.running.finished).err).toContain("WARNING: Footnote is open to the network");
});
