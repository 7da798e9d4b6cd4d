import type { SandboxLimits } from "@footnote/parsing";

const LIGHT_BYTES = 16 * 1024 ** 2;
const LIGHT = { maxMemoryMegabytes: 384, maxCharacters: 10_000_000, maxSpans: 300_000 };

/** Whether a file of so many bytes may be light: they are there four times while they arrive where they are parsed. */
export function mayBeLight(bytes: number): boolean {
  return bytes <= LIGHT_BYTES;
}

/**
 * What most files are read with, several at once: the sum of what they may take is what counts. Nine of ten PDFs of a
 * hundred pages stay below 200 MB, and of that a process that has just started takes 150. What does not fit is read again
 * with all that a file may take, one at a time.
 */
export function lightOf(limits: SandboxLimits): SandboxLimits {
  return {
    ...limits,
    maxMemoryMegabytes: Math.min(limits.maxMemoryMegabytes, LIGHT.maxMemoryMegabytes),
    maxCharacters: Math.min(limits.maxCharacters, LIGHT.maxCharacters),
    maxSpans: Math.min(limits.maxSpans, LIGHT.maxSpans),
  };
}
