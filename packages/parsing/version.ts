/** Raised whenever the same bytes would yield another document: part of the pipeline hash. */
export const PARSER_VERSION = 10;
