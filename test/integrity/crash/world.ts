import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { ChunkingSettings } from "@footnote/chunking";
import { expect } from "vitest";
import type { Random } from "../simulation/random.ts";
import { Child } from "./child.ts";
import type { CrashPoint, Step } from "./points.ts";
import type { Armed, Start } from "./protocol.ts";
import { LARGE, Workload } from "./workload.ts";

/** The nth pipeline: never one of which versions are still kept, since those would not be staged but brought back. */
function chunkingOf(change: number): ChunkingSettings {
  return change % 2 === 0
    ? { strategy: "structure", size: 240 - change }
    : { strategy: "recursive", size: 48 + change, overlap: 8 };
}

/** A process that is killed again and again, and one beside it that does the same work undisturbed. */
export class World {
  readonly #random: Random;
  readonly #root: string;
  readonly #embedder: Start["embedder"];
  readonly #workload: Workload;
  #changes = 0;
  #killed: Child | undefined;
  #clean: Child | undefined;

  constructor(root: string, embedder: Start["embedder"], random: Random) {
    this.#root = root;
    this.#embedder = embedder;
    this.#random = random;
    this.#workload = new Workload(join(root, "docs"), random);
  }

  async begin(): Promise<void> {
    await mkdir(join(this.#root, "docs"));
    await this.#workload.begin();
    await this.#start("killed");
    await this.#start("clean");
    await this.#mustAgree("at the start");
  }

  async end(): Promise<void> {
    await this.#killed?.kill();
    await this.#clean?.kill();
  }

  async round(name: string, { step, place, passes }: CrashPoint): Promise<void> {
    const pass = this.#random.integer(1, passes);
    const what = `killed ${name}, pass ${pass}`;
    await this.#prepare(step);
    const crash = { place, pass };
    const before = await this.#get("killed").rows();
    if (step === "switch") await this.#restart("killed", crash);
    else {
      await this.#get("killed").tell({ do: "arm", crash });
      await this.#perform(step);
    }
    await this.#get("killed").killed();
    await this.#workload.mustBeAsWritten();
    await this.#recover(what, step, liveOf(before.tables.document));
    await this.#mustAgree(what);
    // Back to the pipeline that is configured, so that the next round begins like any other.
    if (step === "rollBack") {
      for (const which of ["killed", "clean"] as const) {
        await this.#get(which).tell({ do: "resume" });
        await this.#get(which).tell({ do: "compare" });
      }
      await this.#mustAgree(`${what}, resumed`);
    }
  }

  /** What must lie behind for the step to have something to do. */
  async #prepare(step: Step): Promise<void> {
    if (step === "edit") return;
    await this.#workload.editLarge();
    await this.#both("compare");
    if (step === "switch") {
      this.#changes++;
      return;
    }
    await this.#switchBoth();
    if (step === "resume") {
      await this.#both("rollBack");
      await this.#both("compare");
    }
  }

  async #switchBoth(): Promise<void> {
    this.#changes++;
    for (const which of ["killed", "clean"] as const) {
      await this.#get(which).close();
      await this.#start(which);
    }
    await this.#both("compare");
  }

  async #perform(step: Step): Promise<void> {
    const process = this.#get("killed");
    if (step === "edit") await this.#workload.edit(process);
    else if (step === "rollBack") process.tell({ do: "rollBack" }).catch(() => {});
    else process.tell({ do: "resume" }).catch(() => {});
  }

  /** Starts it again, sees that nothing is broken or lost before anything is repaired, and lets it go on. */
  async #recover(what: string, step: Step, liveBefore: ReadonlyMap<string, string>): Promise<void> {
    const killed = this.#open("killed", undefined);
    const opened = await killed.opened;
    expect(opened.broken, what).toEqual([]);
    for (const key of this.#workload.uploaded)
      expect(opened.known, `${what}: the upload of ${key}`).toContain(key);
    for (const key of this.#workload.deleted)
      expect(Object.keys(opened.live), `${what}: ${key}`).not.toContain(key);
    for (const key of step === "edit" ? this.#workload.unchanged : [])
      expect(opened.live[key], `${what}: ${key} is what it was`).toBe(liveBefore.get(key));

    if (step === "switch") await this.#restart("clean");
    if (step === "edit" && this.#random.chance(0.3)) {
      // Changed once more while nothing runs. The clean run saw what the killed one has made live, and only that.
      if (opened.live[LARGE] !== liveBefore.get(LARGE)) await this.#get("clean").tell({ do: "compare" });
      await this.#workload.editLarge();
    }
    await killed.tell({ do: "go" });
    await this.#get("clean").tell({ do: "compare" });
    if (step === "edit") return expect((await killed.rows()).orphans, what).toBe(0);
    for (const which of ["killed", "clean"] as const) {
      if (step === "rollBack" && !(await this.#isRolledBack(which)))
        await this.#get(which).tell({ do: "rollBack" });
      if (step === "resume" && (await this.#isRolledBack(which)))
        await this.#get(which).tell({ do: "resume" });
    }
    await this.#both("compare");
    // What a switch leaves is archived by the next comparison, as it says.
    await this.#both("compare");
  }

  async #isRolledBack(which: Which): Promise<boolean> {
    const [bucket] = (await this.#get(which).rows()).tables.bucket ?? [];
    const [, , , , held] = bucket?.split(" | ") ?? [];
    return held !== "";
  }

  async #mustAgree(what: string): Promise<void> {
    const [killed, clean] = [await this.#get("killed").rows(), await this.#get("clean").rows()];
    expect(clean.tables.document?.length, what).toBe(this.#workload.files.size);
    expect(killed, what).toEqual(clean);
    expect(killed, what).toMatchObject({ orphans: 0, broken: [] });
  }

  async #both(command: "compare" | "rollBack"): Promise<void> {
    await this.#get("killed").tell({ do: command });
    await this.#get("clean").tell({ do: command });
  }

  async #restart(which: Which, crash?: Armed): Promise<void> {
    await this.#get(which).close();
    if (crash === undefined) return this.#start(which);
    const child = this.#open(which, crash);
    await child.opened;
    child.tell({ do: "go" }).catch(() => {});
  }

  async #start(which: Which): Promise<void> {
    await this.#open(which, undefined).opened;
    await this.#get(which).tell({ do: "go" });
  }

  #open(which: Which, crash: Armed | undefined): Child {
    const child = new Child({
      data: join(this.#root, which),
      folder: join(this.#root, "docs"),
      chunking: chunkingOf(this.#changes),
      embedder: this.#embedder,
      watch: which === "killed",
      crash,
    });
    if (which === "killed") this.#killed = child;
    else this.#clean = child;
    return child;
  }

  #get(which: Which): Child {
    const child = which === "killed" ? this.#killed : this.#clean;
    if (child === undefined) throw new Error("It is not started yet.");
    return child;
  }
}

type Which = "killed" | "clean";

function liveOf(documents: readonly string[] | undefined): Map<string, string> {
  return new Map((documents ?? []).map((row) => row.split(" | ").slice(0, 2) as [string, string]));
}
