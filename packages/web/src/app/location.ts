import { createStore, useStore } from "./store.ts";

const current = createStore(new URL(window.location.href));

window.addEventListener("popstate", () => current.set(new URL(window.location.href)));
document.addEventListener("click", followInPlace);

export function useLocation(): URL {
  return useStore(current);
}

/** Goes to a page of this site without loading it anew. */
export function navigate(href: string, options: { readonly replace?: boolean } = {}): void {
  const from = current.get();
  const to = new URL(href, from);
  if (options.replace) history.replaceState(history.state, "", to);
  else history.pushState({ inside: true }, "", to);
  if (from.pathname !== to.pathname) window.scrollTo(0, 0);
  current.set(to);
}

/** Back to where `navigate` came from; where this page was the first one opened, to `href` instead. */
export function goBackOr(href: string): void {
  const state: unknown = history.state;
  if (typeof state === "object" && state !== null && "inside" in state) history.back();
  else navigate(href, { replace: true });
}

/** Plain clicks on links to our own pages change the page in place; all others are the browser's. */
function followInPlace(event: MouseEvent): void {
  if (event.defaultPrevented || event.button !== 0) return;
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const link = event.target instanceof Element ? event.target.closest("a") : null;
  if (!link || link.target || link.origin !== window.location.origin) return;
  if (link.hash && link.pathname === window.location.pathname && link.search === window.location.search)
    return;
  event.preventDefault();
  navigate(link.href);
}
