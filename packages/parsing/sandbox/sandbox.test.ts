import { fork } from "node:child_process";
import { on, once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { afterEach, describe, expect, test } from "vitest";
import { DEFAULT_LIMITS, type SandboxLimits, secondsFor } from "../limits.ts";
import { forkOptions } from "./child-process.ts";
import { READY } from "./messages.ts";
import { otherUser } from "./other-user.ts";
import { openParser, type ParserSandbox } from "./sandbox.ts";

const opened: ParserSandbox[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((parser) => parser.close()));
});

function open(limits: Partial<SandboxLimits> = {}): ParserSandbox {
  const parser = openParser({ ...DEFAULT_LIMITS, ...limits });
  opened.push(parser);
  return parser;
}

const file = (key: string, content: string) => ({ key, bytes: new TextEncoder().encode(content) });
const fine = file("fine.md", "# Fine\n\nText.");
/** Lists in lists: what takes marked minutes, though the file is small. */
const slow = file(
  "slow.md",
  Array.from({ length: 6_000 }, (_, depth) => `${" ".repeat(depth)}- a`).join("\n"),
);
/** A hundred times its size in cells. */
const hungry = file("hungry.csv", "a,b,c,d\n".repeat(3_000_000));

test("a document and a problem cross the process boundary whole", async () => {
  const parser = open();
  const parsed = await parser.parse(fine);
  expect(parsed).toMatchObject({ title: "Fine", text: "Fine\n\nText.", format: "markdown" });
  await expect(parser.parse(file("a.pdf", "no"))).rejects.toMatchObject({
    name: "FootnoteError",
    code: "file_mislabelled",
    message: expect.stringContaining("named .pdf"),
    action: expect.stringContaining("Rename"),
  });
});

test("files that come at once are parsed in turn, each with its own outcome", async () => {
  const parser = open();
  const titles = await Promise.all(
    Array.from({ length: 20 }, async (_, index) => (await parser.parse(file("a.md", `# ${index}`))).title),
  );
  expect(titles).toEqual(Array.from({ length: 20 }, (_, index) => String(index)));
});

test("documents are not held once they are handed over, however long the child lives", async () => {
  const parser = open();
  const parse = async () => new WeakRef(await parser.parse(fine));
  const documents = [await parse(), await parse(), await parse()];
  // The child may hold on to the last one until the next.
  await parser.parse(fine);
  setFlagsFromString("--expose-gc");
  const collectGarbage = runInNewContext("gc") as () => void;
  // Weak references hold until the turn of the event loop in which they were made is over.
  await sleep(0);
  collectGarbage();
  expect(documents.map((document) => document.deref())).toEqual([undefined, undefined, undefined]);
});

describe("a file that takes too much is a problem of that file alone", () => {
  test("of time", async () => {
    const parser = open({ maxSeconds: 2 });
    const [problem, neighbour] = await Promise.allSettled([parser.parse(slow), parser.parse(fine)]);
    expect(problem).toMatchObject({ status: "rejected", reason: { code: "file_too_slow" } });
    expect(neighbour).toMatchObject({ status: "fulfilled", value: { title: "Fine" } });
  });

  test("of memory", async () => {
    const parser = open({ maxMemoryMegabytes: 256 });
    const [problem, neighbour] = await Promise.allSettled([parser.parse(hungry), parser.parse(fine)]);
    expect(problem).toMatchObject({
      status: "rejected",
      reason: { code: "file_too_large", message: expect.stringContaining("256 MB of memory") },
    });
    expect(neighbour).toMatchObject({ status: "fulfilled", value: { title: "Fine" } });
  });

  test("of places in the queue", async () => {
    const parser = open({ maxWaiting: 1 });
    const outcomes = await Promise.allSettled([parser.parse(fine), parser.parse(fine), parser.parse(fine)]);
    expect(outcomes.map((outcome) => outcome.status)).toEqual(["fulfilled", "fulfilled", "rejected"]);
    expect(outcomes[2]).toMatchObject({ reason: { code: "overloaded" } });
  });
});

describe("stopping", () => {
  test("an aborted file is given up at once, in the child or in the queue, and the next is parsed", async () => {
    const parser = open();
    const abort = new AbortController();
    const impatient = new AbortController();
    const outcomes = Promise.allSettled([
      parser.parse(slow, abort.signal),
      parser.parse(fine, abort.signal),
      parser.parse(fine),
    ]);
    const gone = expect(parser.parse(fine, impatient.signal)).rejects.toThrow("gone");
    impatient.abort(new Error("gone"));
    await gone;
    const enough = new Error("enough");
    abort.abort(enough);
    expect(await outcomes).toMatchObject([
      { reason: enough },
      { reason: enough },
      { value: { title: "Fine" } },
    ]);
    await expect(parser.parse(fine, abort.signal)).rejects.toBe(enough);
    expect((await parser.parse(fine)).title).toBe("Fine");
  });

  test("a closed parser refuses what waits and what comes", async () => {
    const parser = openParser(DEFAULT_LIMITS);
    const running = parser.parse(slow);
    const waiting = parser.parse(fine);
    const outcomes = Promise.allSettled([running, waiting]);
    await parser.close();
    for (const outcome of await outcomes) expect(outcome).toMatchObject({ reason: { code: "unavailable" } });
    await expect(parser.parse(fine)).rejects.toMatchObject({ code: "unavailable" });
  });

  test.each(["idle", "busy"])("the %s child does not outlive a parent that is killed", async (state) => {
    const parent = fork(fileURLToPath(new URL("../testing/parent.ts", import.meta.url)), [state]);
    const [child] = (await once(parent, "message")) as [number];
    expect(isAlive(child)).toBe(true);
    parent.kill("SIGKILL");
    while (isAlive(child)) await sleep(50);
  });
});

test("R10: the time of a file is bounded by its size, and never more than a person allows", () => {
  const seconds = (megabytes: number, maxSeconds: number) =>
    secondsFor(megabytes * 1024 ** 2, { ...DEFAULT_LIMITS, maxSeconds });
  expect([seconds(0.007, 120), seconds(1, 120), seconds(100, 120), seconds(1, 2)]).toEqual([30, 90, 120, 2]);
});

test("the child gets no secret", () => {
  process.env.FOOTNOTE_SECRET = "secret";
  const { env } = forkOptions(DEFAULT_LIMITS);
  expect(JSON.stringify(env)).not.toContain("secret");
  expect(
    Object.keys(env ?? {}).filter((name) => name !== "SystemRoot" && !name.startsWith("MALLOC_")),
  ).toEqual([]);
});

test("a parser that tries to connect, to listen, to read another file, to write, to signal, or to start something, fails", async () => {
  let connections = 0;
  await using server = createServer((socket) => {
    connections++;
    socket.destroy();
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const escapes = new URL(`../testing/attempt-escapes.ts?port=${port}`, import.meta.url);
  const { execArgv = [], ...options } = forkOptions(DEFAULT_LIMITS);
  const child = fork(fileURLToPath(new URL("./child.ts", import.meta.url)), [String(1024 ** 3)], {
    ...options,
    execArgv: [...execArgv, "--import", escapes.href],
  });
  const [outcomes] = (await once(child, "message")) as [Record<string, string>];
  child.kill("SIGKILL");
  expect(Object.keys(outcomes).length).toBeGreaterThan(35);
  for (const [attempt, outcome] of Object.entries(outcomes)) {
    expect([attempt, outcome]).toEqual([attempt, "ERR_ACCESS_DENIED"]);
  }
  expect(connections).toBe(0);
  expect(execArgv.join(" ")).not.toMatch(/allow-(?:addons|wasi|inspector)/);
});

/** Runs this in a process that reads files, before it is confined, and gives what it sends. */
async function inChild(code: string, addons: readonly string[] = []): Promise<unknown> {
  const { execArgv = [], ...options } = forkOptions(DEFAULT_LIMITS, addons);
  const script = `data:text/javascript,${encodeURIComponent(code)}`;
  const child = fork(fileURLToPath(new URL("./child.ts", import.meta.url)), [String(1024 ** 3)], {
    ...options,
    execArgv: [...execArgv, "--import", script],
  });
  try {
    for await (const [sent] of on(child, "message")) if (sent !== READY) return sent;
  } finally {
    child.kill("SIGKILL");
  }
}

test("where Footnote runs as root its parser is nobody, whom the system lets signal no process of Footnote's", async () => {
  const kill = "try { process.kill(process.ppid, 0); return 'done' } catch ({ code }) { return code }";
  const sent = await inChild(`process.send([process.getuid(), process.getgid(), (() => { ${kill} })()])`);
  const [uid, gid] = [process.getuid?.(), process.getgid?.()];
  expect(sent).toEqual(uid === 0 ? [65_534, 65_534, "EPERM"] : [uid, gid, "done"]);
});

test("a parser stays the same user where nobody could not read what it loads", async () => {
  const folder = await mkdtemp(join(tmpdir(), "footnote-user-"));
  const file = join(folder, "module.ts");
  await writeFile(file, "", { mode: 0o644 });
  expect(otherUser([file])).toBeUndefined();
  await rm(folder, { recursive: true });
});

test("no signal opens the inspector of a parser", async () => {
  const sent = await inChild(
    `import inspector from "node:inspector";
     process.kill(process.pid, "SIGUSR1");
     setTimeout(() => process.send(inspector.url() ?? "closed"), 300);`,
  );
  expect(sent).toBe("closed");
});

test("a parser that needs native code loads the addon that it is given, and no other", async () => {
  const require = createRequire(import.meta.url);
  const addon = require.resolve(
    `onnxruntime-node/bin/napi-v6/${process.platform}/${process.arch}/onnxruntime_binding.node`,
  );
  const confined = new URL("./native-code.ts", import.meta.url).href;
  const code = (allowed: readonly string[]) => `
    const { allowOnlyAddons } = await import(${JSON.stringify(confined)});
    allowOnlyAddons(${JSON.stringify(allowed)});
    const load = (file) => {
      try { process.dlopen({ exports: {} }, file); return "loaded"; } catch ({ code }) { return code; }
    };
    process.send([${JSON.stringify(addon)}, process.execPath].map(load));`;
  expect(await inChild(code([addon]), [addon])).toEqual(["loaded", "ERR_ACCESS_DENIED"]);
  expect(await inChild(code([]), [addon])).toEqual(["ERR_ACCESS_DENIED", "ERR_ACCESS_DENIED"]);
});

test("a file that could not be held in memory is refused before it is sent", async () => {
  const parser = open({ maxMemoryMegabytes: 256 });
  const large = { key: "a.txt", bytes: new Uint8Array(64 * 1024 ** 2 + 1) };
  await expect(parser.parse(large)).rejects.toMatchObject({
    code: "file_too_large",
    message: expect.stringContaining("it may have 64 MB"),
  });
  expect((await parser.parse(fine)).title).toBe("Fine");
});

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
