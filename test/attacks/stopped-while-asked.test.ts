import { afterEach, expect, test } from "vitest";
import { eventually } from "../end-to-end/footnote.ts";
import { startVictim, type Victim } from "./process.ts";

let victim: Victim;
afterEach(() => victim?.close());

const QUESTIONS = 40;
const ask = (url: string) =>
  fetch(`${url}/api/answer`, { method: "POST", body: '{"question":"What is the lemur rule?","cache":false}' })
    .then((response) => response.text())
    .catch(() => "refused");

/** Resolves to false where the process is still there after so long. */
const endsWithin = (seconds: number) =>
  Promise.race([
    victim.running.finished,
    new Promise<false>((resolve) => setTimeout(() => resolve(false), seconds * 1_000)),
  ]);

async function answerable(): Promise<void> {
  await eventually(
    async () => (await fetch(`${victim.url}/api/status`)).json() as Promise<{ documents: { live: number } }>,
    ({ documents }) => documents.live > 0,
  );
}

test("told to stop with forty questions in flight it ends by itself, and the next one finds the index free and whole", async () => {
  victim = await startVictim();
  await answerable();
  const questions = Array.from({ length: QUESTIONS }, () => ask(victim.url));
  await new Promise((resolve) => setTimeout(resolve, 200));
  victim.running.child.kill("SIGTERM");
  // Whoever comes meanwhile reopens nothing.
  const late = Array.from({ length: QUESTIONS }, () => ask(victim.url));
  const ended = await endsWithin(20);
  expect(ended).toMatchObject({ code: 0 });
  for (const text of await Promise.all(questions)) {
    // Answered, told why not, or cut off: but never left waiting.
    expect(text === "refused" || /event: answer|event: problem|"code":"unavailable"/.test(text)).toBe(true);
  }
  await Promise.all(late);
  expect(await victim.openIndexFiles()).toBe(0);
  const next = victim.again();
  await eventually(
    async () => next.out(),
    (out) => out.includes("\n"),
  );
  const { url } = JSON.parse(next.out()) as { url: string };
  expect(await ask(url)).toContain("seven");
});

test.each([10, 1])(
  "told to stop within %i s while documents are read in and questions asked, it ends",
  async (seconds) => {
    const paragraph = (index: number) =>
      `Paragraph ${index} tells at some length what the keepers saw on that day.`;
    const text = `# Log\n\n${Array.from({ length: 400 }, (_, index) => paragraph(index)).join("\n\n")}\n`;
    const files = Object.fromEntries(
      Array.from({ length: 40 }, (_, index) => [`${index}.md`, text.replace("# Log", `# Log ${index}`)]),
    );
    victim = await startVictim({ FOOTNOTE_LIMITS_STOP_SECONDS: String(seconds) }, files);
    const questions = Array.from({ length: QUESTIONS }, () => ask(victim.url));
    await answerable();
    victim.running.child.kill("SIGTERM");
    expect(await endsWithin(seconds + 5)).not.toBe(false);
    await Promise.all(questions);
  },
);

test("a second signal, of whichever kind, ends it at once", async () => {
  victim = await startVictim({ FOOTNOTE_LIMITS_STOP_SECONDS: "3600" });
  await answerable();
  // A request whose body never comes to its end keeps it from ending by itself.
  victim.raw(
    `PUT /api/buckets/docs/objects/slow.md HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\nx`,
  );
  await eventually(
    async () => (await fetch(`${victim.url}/livez`)).status,
    (status) => status === 200,
  );
  victim.running.child.kill("SIGTERM");
  await eventually(
    async () => (await fetch(`${victim.url}/api/status`)).status,
    (status) => status === 503,
  );
  victim.running.child.kill("SIGINT");
  expect(await endsWithin(5)).toMatchObject({ code: null });
});
