import { useEffect } from "preact/hooks";

export function useTitle(page: string): void {
  useEffect(() => {
    document.title = `${page} – Footnote`;
  }, [page]);
}
