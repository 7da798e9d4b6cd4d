import { PassThrough } from "node:stream";
import { FootnoteError } from "@footnote/contracts";
import { expect, test } from "vitest";
import { agreed } from "./agreed.ts";

function terminal(answer: string, isTTY = true) {
  const input = Object.assign(new PassThrough(), { isTTY });
  input.end(`${answer}\n`);
  return { input, output: new PassThrough() };
}

test("only a yes is one", async () => {
  for (const yes of ["y", "yes", "Y", " YES "]) expect(await agreed("Go?", terminal(yes))).toBe(true);
  for (const no of ["", "n", "no", "yesterday", "yy"]) expect(await agreed("Go?", terminal(no))).toBe(false);
});

test("where nobody can be asked it is refused, and says how to mean it", async () => {
  await expect(agreed("Go?", terminal("yes", false))).rejects.toThrow(FootnoteError);
  await expect(agreed("Go?", terminal("yes", false))).rejects.toMatchObject({
    action: expect.stringContaining("--yes"),
  });
});
