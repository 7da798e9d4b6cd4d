import { accepted, clientOver } from "@footnote/client";

/** The Footnote that this page came from. What never reached it rejects with the browser's own error. */
export const footnote = clientOver(async (path, init) => accepted(await fetch(path, init)));
