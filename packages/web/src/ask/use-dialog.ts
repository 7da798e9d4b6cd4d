import type { RefObject } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";

/** Wide enough for the passage beside the answer; as in styles/columns.css. */
const BESIDE = "(min-width: 64rem)";

/**
 * Shows a dialog beside the page where there is room, else as a modal sheet over it. Escape asks to close it.
 * When it is gone, the focus returns to what opened it last; `content` tells one opening from the next.
 */
export function useDialog(content: number, onClose: () => void): RefObject<HTMLDialogElement | null> {
  const dialog = useRef<HTMLDialogElement>(null);
  const opener = useRef<Element | null>(null);
  const close = useRef(onClose);
  close.current = onClose;

  // Before paint, all of it, so that no key press comes in between. Each new content has an opener of its own.
  useLayoutEffect(() => {
    const active = document.activeElement;
    if (!dialog.current?.contains(active)) opener.current = active;
  }, [content]);

  useLayoutEffect(() => {
    const shown = dialog.current;
    const wide = window.matchMedia(BESIDE);
    const show = () => {
      shown?.close();
      if (wide.matches) shown?.show();
      else shown?.showModal();
    };
    const closeOnEscape = (event: KeyboardEvent) => {
      if (event.key !== "Escape") return;
      event.preventDefault();
      close.current();
    };
    show();
    wide.addEventListener("change", show);
    window.addEventListener("keydown", closeOnEscape);
    return () => {
      wide.removeEventListener("change", show);
      window.removeEventListener("keydown", closeOnEscape);
      // What lies behind a modal dialog takes no focus while that is open.
      shown?.close();
      if (opener.current instanceof HTMLElement) opener.current.focus();
    };
  }, []);
  return dialog;
}
