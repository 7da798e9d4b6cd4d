/** Of the page that describes the routes: its own, so that it can be read where the web page was not built. */
export const STYLE = `:root {
  color-scheme: light dark;
  --ink: light-dark(#1d2430, #e6e9ee);
  --quiet: light-dark(#596273, #a3adbd);
  --line: light-dark(#d9dee7, #333b49);
  --paper: light-dark(#ffffff, #14181f);
  --tint: light-dark(#f3f5f9, #1e242e);
  --link: light-dark(#1a56b0, #8ab8ff);
}
* { box-sizing: border-box; }
html { scroll-padding-top: 1rem; }
body { margin: 0 auto; padding: 1rem; max-width: 52rem; background: var(--paper); color: var(--ink); font: 1rem/1.55 system-ui, sans-serif; overflow-wrap: anywhere; }
h1 { margin: 0.25rem 0; font-size: 1.75rem; }
h2 { margin: 2.5rem 0 0.75rem; font-size: 1.25rem; }
h3 { margin: 0; font-size: 1rem; }
a { color: var(--link); }
a:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
code { padding: 0.1em 0.3em; border-radius: 4px; background: var(--tint); font: 0.92em/1.4 ui-monospace, monospace; }
h3 code { padding: 0; background: none; font-weight: 600; }
nav { display: flex; flex-wrap: wrap; gap: 0.5rem 1.25rem; margin-top: 1rem; }
nav a { padding: 0.35rem 0; }
article { padding: 1rem 0; border-top: 1px solid var(--line); }
article p { margin: 0.4rem 0; }
table { width: 100%; margin: 0.6rem 0; border-collapse: collapse; }
caption, dt { text-align: start; color: var(--quiet); }
th, td { padding: 0.3rem 0.75rem 0.3rem 0; border-top: 1px solid var(--line); text-align: start; vertical-align: top; font-weight: 400; }
th { width: 9rem; overflow-wrap: normal; }
dl { display: grid; grid-template-columns: minmax(7rem, max-content) 1fr; gap: 0.3rem 0.75rem; margin: 0.4rem 0; }
dd { margin: 0; }
@media (max-width: 30rem) { th { width: 6.5rem; } }
`;
