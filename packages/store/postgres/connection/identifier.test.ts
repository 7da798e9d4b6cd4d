import { v5 } from "uuid";
import { expect, test } from "vitest";
import { documentId } from "./identifier.ts";

/** Every document that is stored anywhere has an id under it. */
const NAMESPACE = "6f0c9c5e-6f6f-5d0b-9b1e-f00740740001";

test("a document's id is what the uuid package makes of its tenant, bucket and key", () => {
  for (let index = 0; index < 500; index++) {
    const key = `folder/${index} ${String.fromCodePoint(0x20 + index * 37)} 🚢.md`;
    expect(documentId("tenant", "docs", key)).toBe(v5(JSON.stringify(["tenant", "docs", key]), NAMESPACE));
  }
  expect(documentId("tenant", "docs", "\ud800.md")).toBe(
    v5(JSON.stringify(["tenant", "docs", "\ud800.md"]), NAMESPACE),
  );
});
