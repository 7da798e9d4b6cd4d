import { expect, test } from "vitest";
import type { World } from "./world.ts";

/** What is found by which question. */
export function foundPromises(world: World): void {
  test("a committed version is found by its words and by its vector, and its text is stored whole", async () => {
    const { tenant, reader } = await world.newTenant();
    const version = await world.put(tenant, "a.md", ["anchors hold boats", "lighthouses guide them 🚢"]);
    expect(await world.lexical(reader, "anchor")).toEqual(["anchors hold boats"]);
    expect(await world.dense(reader)).toEqual([...version.chunks.map((chunk) => chunk.text)].sort());
    const [hit] = (await world.store.index.lexical(await world.resolve(reader), "lighthouse", 10, undefined))
      .hits;
    const [passage] = await world.store.passages.passages(reader, [hit?.chunk ?? ""], undefined);
    expect(passage).toMatchObject({
      key: "a.md",
      bucket: "docs",
      title: "A title",
      headingPath: ["A title", "Part"],
      page: null,
      writtenAt: version.times.written,
    });
    if (passage === undefined) throw new Error("no passage");
    expect(await world.store.passages.texts(reader, [passage], "live")).toEqual([
      "lighthouses guide them 🚢",
    ]);
  });

  test("a word that stands nowhere is looked for in two parts that stand somewhere, and only then", async () => {
    const { tenant, reader } = await world.newTenant();
    await world.put(tenant, "a.md", ["the quay gauge", "the crane rope"]);
    expect(await world.lexical(reader, "quaygauge")).toEqual(["the quay gauge"]);
    expect(await world.lexical(reader, "quayrudder")).toEqual([]);
    await world.put(tenant, "b.md", ["the cranerope works"]);
    expect(await world.lexical(reader, "cranerope")).toEqual(["the cranerope works"]);
  });

  test("the ideal lexical score is about reached by a chunk that says what the question says", async () => {
    const { tenant, reader } = await world.newTenant();
    await world.put(tenant, "a.md", [
      "bilge pump valve",
      "sauerkraut barrel",
      "marmalade jar",
      "gearbox oil",
    ]);
    const { hits, ideal } = await world.store.index.lexical(
      await world.resolve(reader),
      "bilge pump valve",
      10,
      undefined,
    );
    expect(ideal).toBeGreaterThan(0);
    expect((hits[0]?.score ?? 0) / ideal).toBeGreaterThan(0.5);
    const other = await world.store.index.lexical(
      await world.resolve(reader),
      "bilge sauerkraut marmalade gearbox",
      10,
      undefined,
    );
    expect((other.hits[0]?.score ?? 0) / other.ideal).toBeLessThan((hits[0]?.score ?? 0) / ideal / 1.5);
  });

  test("text that looks like SQL is only text", async () => {
    const { tenant, reader } = await world.newTenant();
    const hostile = `'); DROP TABLE chunk; -- "quoted" \\ {1,2}`;
    await world.put(tenant, hostile, [hostile]);
    expect(await world.lexical(reader, "drop table")).toEqual([hostile]);
    expect(await world.lexical(reader, hostile)).toEqual([hostile]);
  });
}
