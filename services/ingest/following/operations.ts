import {
  asFootnoteError,
  type FollowedIndex,
  FootnoteError,
  type IndexBuild,
  type IndexBuilds,
  type IndexOperations,
  type IndexState,
} from "@footnote/contracts";

export interface OperationParts {
  readonly index: FollowedIndex;
  readonly builds: IndexBuilds;
}

/** What people see of an index outside of the store, and can do about it. */
export function openIndexOperations({
  index,
  builds,
}: OperationParts): IndexOperations & { close(): Promise<void> } {
  const stopping = new AbortController();
  let audit: IndexState["audit"] = null;
  let auditing: Promise<void> = Promise.resolve();

  async function compare(build: string, repair: boolean): Promise<void> {
    const onProgress = (chunks: number) => {
      audit = { state: "running", chunks };
    };
    onProgress(0);
    try {
      audit = {
        state: "done",
        ...(await index.audit(build, { repair, onProgress, signal: stopping.signal })),
      };
    } catch (error) {
      const { message, action } = asFootnoteError(error);
      audit = { state: "failed", reason: `${message} ${action}` };
    }
  }

  return {
    async state() {
      try {
        const serving = await index.serving();
        const all = await index.builds();
        const states = all.map(async (build) => ({
          name: build.name,
          isSearched: build.name === serving,
          listed: shareListed(build),
          lag: (await builds.lag(build.name)) ?? null,
        }));
        const trouble = await index.isCurrent().then(() => null, reasonOf);
        return { trouble, builds: await Promise.all(states), audit };
      } catch (error) {
        return { trouble: reasonOf(error), builds: [], audit };
      }
    },
    async rebuild() {
      const serving = await index.serving();
      if ((await index.builds()).some(({ name, isCurrentForm }) => isCurrentForm && name !== serving))
        throw underWay("The index is being built anew already.");
      await index.begin();
    },
    async verify(repair) {
      if (audit?.state === "running") throw underWay("The index is being compared already.");
      const build = await index.serving();
      if (build === undefined) {
        throw new FootnoteError("unavailable", "The index is being built for the first time.", {
          action: "See npx footnote status, and compare it when it is whole.",
        });
      }
      auditing = compare(build, repair);
    },
    async close() {
      stopping.abort();
      await auditing;
    },
  };
}

/** Ids are hashes, so that one which lies halfway tells that half of them have been listed. */
function shareListed({ listedTo, isListed }: IndexBuild): number {
  if (isListed) return 1;
  return listedTo === undefined ? 0 : Number.parseInt(listedTo.slice(0, 8), 16) / 2 ** 32;
}

function reasonOf(error: unknown): string {
  const { message, action } = asFootnoteError(error);
  return `${message} ${action}`;
}

function underWay(what: string): FootnoteError {
  return new FootnoteError("request_invalid", what, { action: "See npx footnote index status." });
}
