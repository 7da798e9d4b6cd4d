import type { Watching } from "@footnote/client";
import type { PipelineProgress } from "@footnote/contracts";
import { useEffect, useState } from "preact/hooks";
import { footnote } from "../api/footnote.ts";

/** How ingestion is doing. */
export interface Ingestion extends Watching {
  readonly pipelines: readonly PipelineProgress[];
}

const EVERY_MILLISECONDS = 15_000;

/** How ingestion is doing, kept up to date while the page is looked at. Null until it is known. */
export function useIngestion(): Ingestion | null {
  const [ingestion, setIngestion] = useState<Ingestion | null>(null);
  useEffect(() => {
    const leaving = new AbortController();
    const look = () => {
      if (document.visibilityState !== "visible") return;
      // The documents themselves say when Footnote cannot be reached; what was known last still holds.
      fetchIngestion(leaving.signal).then(setIngestion, () => {});
    };
    look();
    const timer = window.setInterval(look, EVERY_MILLISECONDS);
    document.addEventListener("visibilitychange", look, { signal: leaving.signal });
    return () => {
      window.clearInterval(timer);
      leaving.abort();
    };
  }, []);
  return ingestion;
}

async function fetchIngestion(signal: AbortSignal): Promise<Ingestion> {
  const [watching, pipelines] = await Promise.all([footnote.freshness(signal), footnote.pipelines(signal)]);
  return { ...watching, pipelines };
}
