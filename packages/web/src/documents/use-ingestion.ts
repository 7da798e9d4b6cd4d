import { useEffect, useState } from "preact/hooks";
import { fetchIngestion, type Ingestion } from "../api/ingestion.ts";

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
