/** What is searched: what is live now, or what was live at a moment that is past. */
export type AsOf = Date | undefined;
