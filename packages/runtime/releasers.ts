export type Release = () => void | Promise<void>;

/**
 * Keeps what is acquired together with how to let go of it. Every acquisition passes its release to `onRelease`;
 * `release` runs them last to first, attempts all, and rejects with the first error. Calling it again gives the
 * same promise. When `acquire` fails, what it had acquired is released and its own error is thrown.
 *
 * A release that arrives after `release` began (a signal during start-up) runs at once, and `onRelease` throws
 * so that starting stops.
 *
 * @example
 * const server = await withReleasers(async (onRelease, release) => {
 *   const store = await openStore(data);
 *   onRelease(() => store.close());
 *   const listener = await listen(store);
 *   onRelease(() => listener.close());
 *   return { port: listener.port, close: release };
 * });
 */
export async function withReleasers<T>(
  acquire: (onRelease: (release: Release) => void, release: () => Promise<void>) => Promise<T>,
): Promise<T> {
  const releases: Release[] = [];
  let released: Promise<void> | undefined;

  function release(): Promise<void> {
    released ??= releaseAll(releases);
    return released;
  }

  function onRelease(late: Release): void {
    if (released === undefined) {
      releases.push(late);
      return;
    }
    const before = released;
    released = releaseAll([() => before, late]);
    // Whoever called `release` learns of the earlier errors; nobody may be left to learn of this one.
    released.catch(() => {});
    throw new Error("It was released while it was still being acquired.");
  }

  try {
    return await acquire(onRelease, release);
  } catch (error) {
    await release().catch(() => {});
    throw error;
  }
}

async function releaseAll(releases: readonly Release[]): Promise<void> {
  const errors: unknown[] = [];
  for (const release of releases.toReversed()) {
    try {
      await release();
    } catch (error) {
      errors.push(error);
    }
  }
  if (errors.length > 0) throw errors[0];
}
