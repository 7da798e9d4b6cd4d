export { DEFAULT_LIMITS, type ParseLimits, type SandboxLimits } from "./limits.ts";
export { PARSER_VERSION, parseFile } from "./parse-file.ts";
export { openParser, type ParserSandbox } from "./sandbox/sandbox.ts";
