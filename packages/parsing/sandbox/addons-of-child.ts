/** What stands on the process's command line behind the memory that it may take: native code that it may load. */
export const ADDONS_OF_CHILD: readonly string[] = process.argv.slice(3);
