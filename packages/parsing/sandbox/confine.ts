// Import this file before any other: whatever runs later finds only what is left.
//
// This confines JavaScript. A fault in V8 or in Node itself that runs native code is confined by what the system gives:
// no environment, a user of its own where Footnote runs as root, and no more.
import "./watchdog-of-child.ts";
import "./no-network.ts";
import "./no-processes.ts";
import "./no-bypass.ts";
import { ADDONS_OF_CHILD } from "./addons-of-child.ts";
import { allowOnlyAddons } from "./native-code.ts";

// Of a process that parses, none.
allowOnlyAddons(ADDONS_OF_CHILD);
