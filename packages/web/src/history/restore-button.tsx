import { useState } from "preact/hooks";
import { footnote } from "../api/footnote.ts";
import type { Trouble } from "../api/trouble.ts";
import { troubleOf } from "../api/trouble.ts";
import { TroubleNotice } from "../app/trouble-notice.tsx";

interface RestoreButtonProps {
  readonly document: string;
  readonly version: string;
  /** When it was written, in words. */
  readonly written: string;
  onRestored(): void;
}

/** Puts an earlier version back. What is there now is kept in turn, so that this can be taken back the same way. */
export function RestoreButton({ document, version, written, onRestored }: RestoreButtonProps) {
  const [phase, setPhase] = useState<"idle" | "busy" | "done">("idle");
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const restore = async () => {
    setPhase("busy");
    setTrouble(null);
    try {
      await footnote.restore(document, version);
      setPhase("done");
      onRestored();
    } catch (error) {
      setTrouble(troubleOf(error));
      setPhase("idle");
    }
  };
  return (
    <>
      {phase !== "done" && (
        <p>
          <button
            type="button"
            disabled={phase === "busy"}
            aria-label={`Restore this version, written ${written}`}
            onClick={() => void restore()}
          >
            Restore this version
          </button>
        </p>
      )}
      <p class={phase === "done" ? "quiet" : "visually-hidden"} role="status">
        {phase === "done" && "It is put back, and read once more."}
      </p>
      {trouble && <TroubleNotice trouble={trouble} />}
    </>
  );
}
