import { textIn } from "@footnote/contracts";
import { expect, test } from "vitest";
import { newVersion, type World } from "./world.ts";

/** What a citation opens. */
export function textPromises(world: World): void {
  test("the headings of a document are told to whoever may read it, of any version that is kept", async () => {
    const { tenant, reader } = await world.newTenant();
    await world.put(tenant, "a.md", ["first"]);
    const { passages } = world.store;
    const [row] = (await passages.documents(reader, { after: undefined, limit: 1, state: undefined }))
      .documents;
    const document = row?.document ?? "";
    expect(await passages.headings(reader, document, undefined)).toEqual([
      { title: "A title", level: 1, at: 0 },
      { title: "Part", level: 2, at: 0 },
    ]);
    const stranger = { tenant, principals: ["stranger"] };
    await expect(passages.headings(stranger, document, undefined)).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(passages.headings(reader, document, "none")).rejects.toMatchObject({ code: "not_found" });
  });

  test("a citation keeps opening the version that it was made from", async () => {
    const { tenant, reader } = await world.newTenant();
    const old = await world.put(tenant, "a.md", ["the old fee is 10"]);
    await world.put(tenant, "a.md", ["the new fee is 12"]);
    const [row] = (
      await world.store.passages.documents(reader, { after: undefined, limit: 10, state: undefined })
    ).documents;
    const opened = await world.store.passages.documentText(
      reader,
      row?.document ?? "",
      old.version,
      { start: 0, end: 5 },
      0,
    );
    expect(opened).toMatchObject({ text: "the old fee is 10", live: false, version: old.version });
  });

  test("R10: of a segment that is one row of tens of thousands of cells a window shows the text around it, without its cells", async () => {
    const { tenant, reader } = await world.newTenant();
    const text = "cell | ".repeat(30_000).trimEnd();
    const cells = Array.from(text.matchAll(/cell/g), ({ index }) => ({ start: index, end: index + 4 }));
    const rows = [{ start: 0, end: text.length, cells }];
    const table = { kind: "table" as const, start: 0, end: text.length, headerRows: 0, rows };
    const claim = await world.claimOne(tenant, "wide.csv");
    const segments = [{ start: 0, end: text.length, text, blocks: JSON.stringify([table]) }];
    const version = { ...newVersion(["cell"], [1, 0, 0], world.now), segments, length: text.length };
    expect(await world.store.catalogue.commit(claim, version)).toBe(true);
    const window = { start: 100_000, end: 101_000 };
    const opened = await world.store.passages.documentText(reader, claim.document, undefined, window, 0);
    expect(opened.text.length).toBeLessThan(20_000);
    expect(text.slice(opened.offset, opened.offset + opened.text.length)).toBe(opened.text);
    expect(opened.offset).toBeLessThanOrEqual(window.start);
    expect(opened.blocks.every(({ kind }) => kind === "paragraph")).toBe(true);
    expect(JSON.stringify(opened).length).toBeLessThan(25_000);
  });

  test("a window of a long text is whole segments, and their texts join to the whole", async () => {
    const { tenant, reader } = await world.newTenant();
    const version = await world.put(
      tenant,
      "long.md",
      Array.from({ length: 40 }, (_, index) => `${index} `.padEnd(990, "ebb and flow 🌊 ")),
    );
    const [row] = (
      await world.store.passages.documents(reader, { after: undefined, limit: 10, state: undefined })
    ).documents;
    const whole = await world.store.passages.documentText(
      reader,
      row?.document ?? "",
      undefined,
      { start: 0, end: version.length },
      0,
    );
    expect(whole.text).toBe(textIn(version.segments, { start: 0, end: version.length }));
    expect(whole.blocks).toHaveLength(40);
    const middle = await world.store.passages.documentText(
      reader,
      row?.document ?? "",
      undefined,
      { start: 20_000, end: 20_100 },
      20_000,
    );
    expect(middle.text.length).toBeLessThan(20_000);
    expect(
      textIn(version.segments, { start: 0, end: version.length }).slice(
        middle.offset,
        middle.offset + middle.text.length,
      ),
    ).toBe(middle.text);
    for (const block of middle.blocks) {
      expect(middle.text.slice(block.start - middle.offset, block.end - middle.offset)).toBe(
        textIn(version.segments, { start: 0, end: version.length }).slice(block.start, block.end),
      );
    }
  });
}
