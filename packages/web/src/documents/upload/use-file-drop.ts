import { useEffect, useRef, useState } from "preact/hooks";

type OnDrop = (files: File[], folders: number) => void;

/** Lets files be dropped anywhere in the window; true while they are held over it. */
export function useFileDrop(onDrop: OnDrop): boolean {
  const [over, setOver] = useState(false);
  const drop = useRef<OnDrop>(onDrop);
  drop.current = onDrop;

  useEffect(() => {
    const leaving = new AbortController();
    const listen = (type: "dragover" | "dragleave" | "drop", listener: (event: DragEvent) => void) =>
      window.addEventListener(type, listener, { signal: leaving.signal });
    listen("dragover", (event) => {
      if (!event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = "copy";
      setOver(true);
    });
    // Leaving one element for the next one says so too; only leaving the window has no next one.
    listen("dragleave", (event) => event.relatedTarget === null && setOver(false));
    listen("drop", (event) => {
      if (!event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      setOver(false);
      const items = [...event.dataTransfer.items].filter(({ kind }) => kind === "file");
      const files = items.filter((item) => !item.webkitGetAsEntry()?.isDirectory);
      drop.current(
        files.flatMap((item) => item.getAsFile() ?? []),
        items.length - files.length,
      );
    });
    return () => leaving.abort();
  }, []);
  return over;
}
