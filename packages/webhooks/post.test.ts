import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { postTo } from "./post.ts";

const asked: string[] = [];
const server = createServer((request, response) => {
  asked.push(`${request.method} ${request.url}`);
  if (request.url === "/silent") return;
  if (request.url === "/elsewhere") response.writeHead(307, { Location: "/inside" });
  else response.writeHead(503, { "Retry-After": "7" });
  response.end("x".repeat(1_000_000));
});
let port: number;
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  ({ port } = server.address() as AddressInfo);
});
afterAll(() => server.close());

const options = { headers: {}, allowInternal: true, signal: new AbortController().signal };

test("what is answered is told, with how long to wait", async () => {
  expect(await postTo(`http://localhost:${port}/busy`, "{}", options)).toEqual({
    status: 503,
    retryAfter: 7_000,
  });
});

test("where it leads elsewhere, that is not asked", async () => {
  expect(await postTo(`http://127.0.0.1:${port}/elsewhere`, "{}", options)).toMatchObject({ status: 307 });
  expect(asked).not.toContain("POST /inside");
});

test.each(["localhost", "127.0.0.1", "[::1]", "2130706433", "0x7f.1", "[::ffff:7f00:1]"])(
  "S3: %s is not asked unless somebody allows it",
  async (host) => {
    const before = asked.length;
    await expect(
      postTo(`http://${host}:${port}/inside`, "{}", { ...options, allowInternal: false }),
    ).rejects.toMatchObject({ code: "forbidden" });
    expect(asked.length).toBe(before);
  },
);

test("who does not answer in time is given up", async () => {
  await expect(
    postTo(`http://127.0.0.1:${port}/silent`, "{}", { ...options, withinMilliseconds: 50 }),
  ).rejects.toMatchObject({ code: "unavailable", message: "No answer came in time." });
});
