import type { CacheFigures } from "@footnote/client";
import { useEffect, useState } from "preact/hooks";
import { footnote } from "../../api/footnote.ts";

/** As they were when the page was opened. Null until they are known, and for whoever may not see them. */
export function useCache(): CacheFigures | null {
  const [figures, setFigures] = useState<CacheFigures | null>(null);
  useEffect(() => {
    const leaving = new AbortController();
    footnote.cache(leaving.signal).then(setFigures, () => {});
    return () => leaving.abort();
  }, []);
  return figures;
}
