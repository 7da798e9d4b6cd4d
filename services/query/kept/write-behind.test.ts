import type { NewQuestion, QuestionLog } from "@footnote/contracts";
import { openLogger } from "@footnote/runtime";
import { expect, test } from "vitest";
import { writingBehind } from "./write-behind.ts";

const ASKER = { tenant: "t", subject: "ann" };
const quiet = openLogger("silent");

/** A log whose writes end when they are let. */
function slowLog() {
  const writes: PromiseWithResolvers<void>[] = [];
  const told: string[] = [];
  const log = {
    keep: async () => {
      const write = Promise.withResolvers<void>();
      writes.push(write);
      await write.promise;
      told.push("kept");
    },
    judge: async () => {
      told.push("judged");
    },
  } as unknown as QuestionLog;
  return { log, writes, told };
}
const question = {} as NewQuestion;

test("who asks does not wait for the question to be kept, and what is said of it does", async () => {
  const { log, writes, told } = slowLog();
  let underWay = 0;
  const behind = writingBehind(log, quiet, () => {
    underWay += 1;
    return () => {
      underWay -= 1;
    };
  });
  await behind.keep(ASKER, question);
  expect({ told, underWay }).toEqual({ told: [], underWay: 1 });
  const judged = behind.judge(ASKER, "id", null);
  await new Promise(setImmediate);
  expect(told).toEqual([]);
  writes[0]?.resolve();
  await judged;
  expect({ told, underWay }).toEqual({ told: ["kept", "judged"], underWay: 0 });
});

test("no more are written at once than sixty-four, and one that fails makes room like one that is kept", async () => {
  const { log, writes } = slowLog();
  const behind = writingBehind(log, quiet, () => () => {});
  for (let at = 0; at < 64; at++) await behind.keep(ASKER, question);
  let isTaken = false;
  const last = behind.keep(ASKER, question).then(() => {
    isTaken = true;
  });
  await new Promise(setImmediate);
  expect(isTaken).toBe(false);
  writes[7]?.reject(new Error("disk full"));
  await last;
  expect(writes).toHaveLength(65);
});
