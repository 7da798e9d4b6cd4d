import { expect, test } from "vitest";
import { hideSecrets, secretsOfAddress, withoutSecretsOfAddress } from "./secrets.ts";

const KEY = 'sk-proj-9fK2"x/Lq+7vTzRm4WbY';

test("a secret is hidden whole, in part, and as addresses, JSON and base64 write it", () => {
  const base64 = (text: string) => Buffer.from(text).toString("base64");
  for (const said of [
    KEY,
    KEY.slice(0, 10),
    KEY.slice(-9),
    encodeURIComponent(KEY),
    JSON.stringify(KEY),
    base64(KEY),
    base64(`:${KEY}`),
    base64(`xx${KEY}`),
    Buffer.from(KEY).toString("base64url"),
  ]) {
    const shown = hideSecrets(`It said ${said}.`, [KEY]);
    expect(shown).toContain("It said ");
    expect(shown).toContain("(hidden)");
    for (let at = 0; at + 9 <= said.length; at++) expect(shown).not.toContain(said.slice(at, at + 9));
  }
});

test("a short one is hidden whole, a word is none, and what holds none stays as it is", () => {
  expect(hideSecrets("the key s3cret.", ["s3cret"])).toBe("the key (hidden).");
  expect(hideSecrets("as a word", ["a"])).toBe("as a word");
  expect(hideSecrets("Nothing: of it? a=b & c.", [KEY])).toBe("Nothing: of it? a=b & c.");
});

test("what looks like a secret is hidden wherever it comes from", () => {
  expect(hideSecrets("authorization: Bearer abcdefghijkl, and Basic dXNlcjpwYXNz")).toBe(
    "authorization: Bearer (hidden), and Basic (hidden)",
  );
  expect(hideSecrets("GET http://h/v1?api-key=abc&version=2&access_token=x#y")).toBe(
    "GET http://h/v1?api-key=(hidden)&version=2&access_token=(hidden)#y",
  );
  expect(hideSecrets("https://user:pass@host/v1 and redis://:word@host")).toBe(
    "https://(hidden)@host/v1 and redis://(hidden)@host",
  );
  expect(hideSecrets("Basic rules of the house")).toBe("Basic rules of the house");
});

test("an address keeps what is no secret", () => {
  const address = "https://me:word@models.example:8443/v1?api-key=QUERYSECRET&api-version=2024-02-01#part";
  expect(withoutSecretsOfAddress(address)).toBe(
    "https://(hidden)@models.example:8443/v1?api-key=(hidden)&api-version=(hidden)",
  );
  expect(withoutSecretsOfAddress("http://localhost:11434/v1")).toBe("http://localhost:11434/v1");
  expect(secretsOfAddress(address)).toEqual(["me", "word", "QUERYSECRET", "2024-02-01"]);
});
