import { randomBytes } from "node:crypto";
import { type FollowedIndex, FootnoteError, type IndexBuilds, type VectorSpace } from "@footnote/contracts";
import type { WeaviateClient } from "weaviate-client";
import { isNotFound } from "./client-error.ts";
import { formOf, schemaOf } from "./schema.ts";

export interface BuildParts {
  readonly client: WeaviateClient;
  readonly builds: IndexBuilds;
  /** The alias that is searched: the collection behind it is the build that serves. */
  readonly alias: string;
  readonly models: readonly VectorSpace[];
}

type Builds = Pick<FollowedIndex, "serving" | "builds" | "begin" | "isSettled" | "serve" | "drop">;

/**
 * Each build is a collection, and an alias says which one is searched. The store remembers which builds are its own, so that of
 * two installations on one Weaviate neither touches the other's.
 */
export function collectionBuilds({ client, builds, alias, models }: BuildParts): Builds {
  const form = formOf(models);
  const own = async () => (await builds.all()).filter(({ name }) => name.startsWith(`${alias}_`));
  const serving = async () => (await aliasTarget(client, alias)) ?? undefined;
  const create = async (name: string) => {
    if (!(await client.collections.exists(name)))
      await client.collections.createFromSchema(schemaOf(name, models));
  };
  const drop = async (name: string) => {
    await client.collections.delete(name);
    await builds.remove(name);
  };
  return {
    serving,
    async builds() {
      const there = [];
      for (const build of await own()) {
        if (!(await client.collections.exists(build.name))) {
          const isNew = build.listedTo === undefined && !build.isListed;
          // What was listed into it is gone with it: another one is begun.
          if (!isNew || build.form !== form) {
            await builds.remove(build.name);
            continue;
          }
          await create(build.name);
        }
        there.push({ ...build, isCurrentForm: build.form === form });
      }
      return there;
    },
    async begin() {
      const name = `${alias}_${randomBytes(6).toString("hex")}`;
      // Before it is made: what nobody knows of would never be dropped.
      await builds.add(name, form);
      await create(name);
      return name;
    },
    async isSettled(build) {
      const nodes = await client.cluster.nodes({ collection: build, output: "verbose" });
      const shards = nodes.flatMap((node) => node.shards ?? []).filter((shard) => shard.class === build);
      return shards.every((shard) => shard.vectorQueueLength === 0);
    },
    async serve(build) {
      const before = await serving();
      if (before === undefined) await client.alias.create({ alias, collection: build });
      else if (before !== build) await client.alias.update({ alias, newTargetCollection: build });
      for (const { name } of await own()) if (name !== build) await drop(name);
    },
    drop,
  };
}

/** The collection behind an alias. */
async function aliasTarget(client: WeaviateClient, alias: string): Promise<string | undefined> {
  try {
    return (await client.alias.get(alias)).collection;
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}

/** @throws FootnoteError configuration_invalid where the name is somebody else's */
export async function requireOurs({ client, builds, alias }: BuildParts): Promise<void> {
  const target = await aliasTarget(client, alias);
  const isOurs = target === undefined || (await builds.all()).some(({ name }) => name === target);
  if (isOurs && (target !== undefined || !(await client.collections.exists(alias)))) return;
  throw new FootnoteError("configuration_invalid", `${alias} in Weaviate belongs to somebody else.`, {
    action:
      "Choose another name in index.weaviate.collection (FOOTNOTE_INDEX_WEAVIATE_COLLECTION), or delete that one where nothing needs it any more.",
  });
}
