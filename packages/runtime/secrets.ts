/** Runs of a secret from this length on are hidden: whoever knows the rest by heart needs no more. */
const SHORTEST_RUN = 8;
/** Below this it would be a word like any other, and is no secret. */
const SHORTEST_SECRET = 4;
const HIDDEN = "(hidden)";

/** What looks like a secret wherever it comes from: a header, a parameter of an address, a name and password in one. */
const PATTERNS: readonly (readonly [RegExp, string])[] = [
  [/\b(Bearer|Basic)\s+[\w.~+/=-]{8,}/gi, `$1 ${HIDDEN}`],
  [
    /([?&][\w.-]{0,40}(?:key|token|secret|password|passwd|pwd|signature|sig|auth|credential)[\w.-]{0,40}=)[^&\s"'\\#]+/gi,
    `$1${HIDDEN}`,
  ],
  [/([a-z][a-z0-9+.-]{1,20}:\/\/)[^\s/?#"'\\@]{1,500}@/gi, `$1${HIDDEN}@`],
];

/**
 * Replaces these secrets, and what looks like one, by "(hidden)": whole, any eight characters of them in a row (services
 * repeat the beginning or the end), and as base64 or an address writes them.
 */
export function hideSecrets(text: string, secrets: readonly string[] = []): string {
  const shown = secrets.filter((secret) => secret.length >= SHORTEST_SECRET).reduce(hide, text);
  return PATTERNS.reduce((hidden, [pattern, by]) => hidden.replace(pattern, by), shown);
}

function hide(text: string, secret: string): string {
  if (secret.length < SHORTEST_RUN) return text.replaceAll(secret, HIDDEN);
  const runs = new Set(formsOf(secret).flatMap(runsOf));
  let hidden = "";
  let shownFrom = 0;
  for (let at = 0; at + SHORTEST_RUN <= text.length; at++) {
    if (!runs.has(text.slice(at, at + SHORTEST_RUN))) continue;
    hidden += text.slice(shownFrom, at) + HIDDEN;
    while (runs.has(text.slice(at, at + SHORTEST_RUN))) at++;
    at += SHORTEST_RUN - 2;
    shownFrom = at + 1;
  }
  return hidden + text.slice(shownFrom);
}

/** As it stands, in an address, in JSON, and in base64 of a text in which it may begin at any of three places. */
function formsOf(secret: string): string[] {
  const base64 = [0, 1, 2].map((before) => {
    const encoded = Buffer.from(" ".repeat(before) + secret).toString("base64");
    // The characters at the ends depend on what stands around the secret.
    return encoded.replace(/=+$/, "").slice(before === 0 ? 0 : before + 1, -1);
  });
  const urlSafe = base64.map((text) => text.replaceAll("+", "-").replaceAll("/", "_"));
  return [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1), ...base64, ...urlSafe];
}

function runsOf(form: string): string[] {
  return Array.from({ length: Math.max(0, form.length - SHORTEST_RUN + 1) }, (_, at) =>
    form.slice(at, at + SHORTEST_RUN),
  );
}

/** An address without what is secret in it: user, password, the values of its parameters, and its fragment. */
export function withoutSecretsOfAddress(address: string): string {
  const url = URL.parse(address);
  if (url === null) return hideSecrets(address);
  const user = url.username === "" && url.password === "" ? "" : `${HIDDEN}@`;
  const parameters = [...url.searchParams.keys()].map((name) => `${name}=${HIDDEN}`).join("&");
  return `${url.protocol}//${user}${url.host}${url.pathname}${parameters === "" ? "" : `?${parameters}`}`;
}

/** What is secret in an address. */
export function secretsOfAddress(address: string): string[] {
  const url = URL.parse(address);
  if (url === null) return [];
  return [url.username, url.password, ...url.searchParams.values()].filter((value) => value !== "");
}

/** The passwords in the address of a database, as written and as meant; its user and parameters are told in errors. */
export function passwordsOf(address: string): string[] {
  const url = URL.parse(address);
  if (url === null) return [];
  const parameters = [...url.searchParams]
    .filter(([name]) => /password/i.test(name))
    .map(([, value]) => value);
  return [url.password, decodeURIComponent(url.password), ...parameters].filter((value) => value !== "");
}
