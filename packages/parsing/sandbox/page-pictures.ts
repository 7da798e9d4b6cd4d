import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { FootnoteError } from "@footnote/contracts";
import { openTurns } from "@footnote/runtime";
import type { SandboxLimits } from "../limits.ts";
import type { LanguageData } from "../ocr/tesseract/engine.ts";
import { canvasAddon } from "../pdf/canvas-addon.ts";
import { forkOptions } from "./child-process.ts";
import { type PageReply, type PageRequest, READY } from "./messages.ts";

const ENTRY = fileURLToPath(new URL("./page-child.ts", import.meta.url));
const MOST_SECONDS = 30;
/** Where it is recognised once more: 2 to 10, four times that where it lies on its side. */
const MOST_SECONDS_TO_RECOGNISE = 120;
const MOST_WAITING = 8;

/**
 * Draws pages of PDFs and pictures, each in a process of its own that ends with it: one at a time, and beside it one that is
 * recognised, which takes so long that nobody else shall wait for it.
 * @throws FootnoteError overloaded, unavailable; file_encrypted, file_corrupt, file_too_slow, not_found
 */
export type DrawPage = (request: PageToDraw, signal: AbortSignal) => Promise<Uint8Array>;

export interface PageToDraw extends Omit<PageRequest, "languages"> {
  /** Whether the page is a picture of text. */
  readonly isRecognised: boolean;
}

/** @param languagesOf what pictures are recognised with; none where they are not */
export function openPagePictures(
  limits: SandboxLimits,
  languagesOf: () => readonly LanguageData[],
): DrawPage {
  const drawing = openTurns(1);
  const recognising = openTurns(1);
  return async ({ isRecognised, ...page }, signal) => {
    const languages = isRecognised ? languagesOf() : [];
    const turns = languages.length > 0 ? recognising : drawing;
    if (turns.waiting >= MOST_WAITING) {
      throw new FootnoteError("overloaded", "Too many pages are being drawn right now.", {
        action: "Try again in a few seconds.",
      });
    }
    const giveBack = await turns.take(signal);
    try {
      return await draw({ ...page, languages }, limits, signal);
    } finally {
      giveBack();
    }
  };
}

/** The process may load the native library that draws, that file and no other. */
async function draw(request: PageRequest, limits: SandboxLimits, signal: AbortSignal): Promise<Uint8Array> {
  const addon = canvasAddon();
  if (addon === undefined) throw cannotDraw("There is no library that draws for this system.");
  const memory = String(limits.maxMemoryMegabytes * 1024 ** 2);
  const child = fork(ENTRY, [memory, addon], forkOptions(limits, [addon]));
  // Read so that it never waits to write; its words may quote a file, and are for no log.
  child.stderr?.resume();
  const closed = once(child, "close").catch(() => undefined);
  const seconds = request.languages.length > 0 ? MOST_SECONDS_TO_RECOGNISE : MOST_SECONDS;
  const timer = setTimeout(() => child.kill("SIGKILL"), seconds * 1_000);
  const kill = () => child.kill("SIGKILL");
  signal.addEventListener("abort", kill, { once: true });
  try {
    const reply = await new Promise<PageReply | undefined>((resolve) => {
      child.on("message", (message) => {
        if (message === READY) child.send(request, () => {});
        else resolve(message as PageReply);
      });
      closed.then(() => resolve(undefined));
    });
    signal.throwIfAborted();
    if (reply === undefined) throw tooMuch();
    if ("picture" in reply) return reply.picture;
    const { code, message, action } = reply.problem;
    throw new FootnoteError(code, message, { action });
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", kill);
    kill();
    await closed;
  }
}

function tooMuch(): FootnoteError {
  return new FootnoteError("file_too_slow", "The page takes too long, or too much memory, to be drawn.", {
    action: "Download the original and look at it there.",
  });
}

function cannotDraw(why: string): FootnoteError {
  return new FootnoteError("unavailable", why, { action: "Download the original and look at it there." });
}
