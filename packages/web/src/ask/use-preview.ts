import { useEffect, useRef, useState } from "preact/hooks";

/** Whoever only passes over a number with the pointer does not want to read what it quotes. */
const POINTED_MILLISECONDS = 150;

/**
 * Whether something is pointed at, or was reached with the Tab key: not where the focus only returns to it, as it does from a
 * panel that was closed. Escape hides it, and nothing else then; one may point into what is shown.
 */
export function usePreview() {
  const [isShown, setShown] = useState(false);
  const timer = useRef(0);
  const hide = () => {
    window.clearTimeout(timer.current);
    setShown(false);
  };
  useEffect(() => () => window.clearTimeout(timer.current), []);
  useEffect(() => {
    if (!isShown) return;
    const hideOnEscape = (event: KeyboardEvent) => {
      if (event.key !== "Escape") return;
      event.stopImmediatePropagation();
      setShown(false);
    };
    // Before the panel's own, which lies beside.
    window.addEventListener("keydown", hideOnEscape, { capture: true });
    // It stands where its number stood.
    window.addEventListener("scroll", hide, { capture: true });
    return () => {
      window.removeEventListener("keydown", hideOnEscape, { capture: true });
      window.removeEventListener("scroll", hide, { capture: true });
    };
  }, [isShown]);
  return {
    isShown,
    hide,
    onMouseEnter() {
      // Where one touches there is no pointing: a tap opens the passage.
      if (!window.matchMedia("(hover: hover)").matches) return;
      timer.current = window.setTimeout(() => setShown(true), POINTED_MILLISECONDS);
    },
    onMouseLeave: hide,
    onKeyUp(event: KeyboardEvent) {
      if (event.key === "Tab") setShown(true);
    },
  };
}
