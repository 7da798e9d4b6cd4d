import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { describe, expect, test } from "vitest";

const ROOT = join(import.meta.dirname, "../..");

interface Import {
  readonly file: string;
  /** packages/store, services/query, eval, test, or "" for the root. */
  readonly part: string;
  readonly target: string;
}

function sourceFiles(): string[] {
  const listed = execFileSync(
    "git",
    ["ls-files", "--cached", "--others", "--exclude-standard", "*.ts", "*.tsx"],
    { cwd: ROOT, encoding: "utf8" },
  );
  return listed.split("\n").filter((file) => file !== "" && existsSync(join(ROOT, file)));
}

function partOf(file: string): string {
  return /^(?:packages|services)\/[^/]+/.exec(file)?.[0] ?? /^(?:eval|test)(?=\/)/.exec(file)?.[0] ?? "";
}

const IMPORT = /(?:^|\n)\s*(?:import|export)\s(?:[^"';]*?\sfrom\s)?\s*"([^"]+)"|\bimport\("([^"]+)"\)/g;

const IMPORTS: Import[] = sourceFiles().flatMap((file) =>
  [...readFileSync(join(ROOT, file), "utf8").matchAll(IMPORT)].map((match) => ({
    file,
    part: partOf(file),
    target: match[1] ?? match[2] ?? "",
  })),
);

const isTest = (file: string) => file.endsWith(".test.ts");
const broken = (offends: (imported: Import) => boolean) =>
  IMPORTS.filter(offends).map(({ file, target }) => `${file} imports ${target}`);

/** Builds every part and may therefore know them all. */
const COMPOSITION_ROOT = "services/cli/embedded.ts";

/** Where a vendor's client may be imported; nowhere else. */
const VENDORS: readonly (readonly [RegExp, string])[] = [
  [/^@electric-sql\//, "packages/store/pglite/"],
  [/^pg$/, "packages/store/pg/"],
  [/^weaviate-client$/, "packages/store/weaviate/"],
  [/^node:sqlite$/, "packages/store/pglite/"],
  [/^@huggingface\//, "packages/models/transformers-js/"],
  [/^(pdf-parse|pdfjs-dist|@napi-rs\/canvas)/, "packages/parsing/pdf/"],
  [/^(tesseract\.js-core|@tesseract\.js-data)/, "packages/parsing/ocr/tesseract/"],
  [/^@aws-sdk\/(client-s3|lib-storage)$/, "packages/buckets/s3/"],
  [/^@aws-sdk\/client-sqs$/, "packages/events/sqs/"],
  [/^kafkajs$/, "packages/events/kafka/"],
  [/^openai($|\/)/, "packages/models/openai-compatible/"],
  [/^marked$/, "packages/parsing/markdown/"],
  [/^smol-toml$/, "packages/parsing/markdown/"],
  [/^(htmlparser2|domhandler)$/, "packages/parsing/"],
  [/^csv-parse/, "packages/parsing/"],
  [/^@orama\//, "packages/analysis/snowball/"],
  [/^hono($|\/)/, "services/query/"],
  [/^@hono\/node-server$/, "services/cli/listen.ts"],
  [/^@modelcontextprotocol\//, "services/"],
  [/^commander$/, "services/cli/"],
  [/^pino$/, "packages/runtime/"],
  [/^preact/, "packages/web/"],
  [/^@hono\/node-server\/serve-static$/, "services/query/"],
  [/^vite$/, "packages/web/vite.config.ts"],
  [/^openai$/, "packages/models/openai-compatible/"],
  [/^postal-mime$/, "packages/parsing/eml/"],
  [/^numfmt$/, "packages/parsing/"],
  [/^lru-cache$/, "packages/answering/"],
  [/^@modelcontextprotocol\/sdk\//, "services/"],
];

/** Libraries that are nobody's client: they read a form, and any part may have one of that form. */
const FORMS = /^(zod|yaml|diff)$/;

describe("imports run one way", () => {
  test("the check sees the imports that it is about", () => {
    expect(IMPORTS.length).toBeGreaterThan(200);
    expect(
      IMPORTS.some(({ file, target }) => file === COMPOSITION_ROOT && target === "@footnote/service-ingest"),
    ).toBe(true);
  });

  test("contracts import nothing", () => {
    expect(
      broken(
        ({ file, part, target }) =>
          part === "packages/contracts" && !isTest(file) && !target.startsWith("./"),
      ),
    ).toEqual([]);
  });

  test("packages import contracts and runtime, and no other package; the pages speak through the client", () => {
    const allowed = ["@footnote/contracts", "@footnote/runtime"];
    expect(
      broken(
        ({ part, target }) =>
          part.startsWith("packages/") &&
          target.startsWith("@footnote/") &&
          !allowed.includes(target) &&
          !(part === "packages/web" && target === "@footnote/client"),
      ),
    ).toEqual([]);
  });

  test("no page writes a path of the interface itself", () => {
    const pages = sourceFiles().filter((file) => file.startsWith("packages/web/src/"));
    expect(pages.length).toBeGreaterThan(50);
    expect(pages.filter((file) => /["`]\/api\//.test(readFileSync(join(ROOT, file), "utf8")))).toEqual([]);
  });

  test("services import packages and never each other, the composition root aside", () => {
    expect(
      broken(
        ({ file, part, target }) =>
          part.startsWith("services/") &&
          target.startsWith("@footnote/service-") &&
          file !== COMPOSITION_ROOT,
      ),
    ).toEqual([]);
    expect(
      broken(({ part, target }) => part.startsWith("packages/") && target.startsWith("@footnote/service-")),
    ).toEqual([]);
  });

  test("no import reaches into another part past its public face", () => {
    expect(
      broken(({ file, part, target }) => {
        if (!target.startsWith(".") || part === "test" || part === "eval") return false;
        return partOf(normalize(join(dirname(file), target))) !== part;
      }),
    ).toEqual([]);
    expect(broken(({ target }) => /^@footnote\/[^/]+\//.test(target))).toEqual([]);
  });

  test("a vendor's client is imported only in the folder named for it", () => {
    expect(
      broken(({ file, target }) => {
        if (isTest(file) || file.includes("/testing/") || !/^(packages|services)\//.test(file)) return false;
        return VENDORS.some(([vendor, place]) => vendor.test(target) && !file.startsWith(place));
      }),
    ).toEqual([]);
  });

  test("every library that is imported is listed above, with the folder that it is for", () => {
    expect(
      broken(
        ({ file, target }) =>
          /^(packages|services)\//.test(file) &&
          !isTest(file) &&
          !/\/(testing|conformance)\/|fixture\.ts$/.test(file) &&
          !/^(\.|node:|@footnote\/)/.test(target) &&
          !FORMS.test(target) &&
          !VENDORS.some(([vendor]) => vendor.test(target)),
      ),
    ).toEqual([]);
  });

  test("what a part imports stands in its package.json", () => {
    const declared = new Map<string, Set<string>>();
    const dependenciesOf = (part: string): Set<string> => {
      const known = declared.get(part);
      if (known !== undefined) return known;
      const manifest = JSON.parse(readFileSync(join(ROOT, part, "package.json"), "utf8")) as Record<
        string,
        Record<string, string> | undefined
      >;
      const names = new Set([
        ...Object.keys(manifest.dependencies ?? {}),
        ...Object.keys(manifest.devDependencies ?? {}),
      ]);
      declared.set(part, names);
      return names;
    };
    expect(
      broken(({ file, part, target }) => {
        if (
          !/^(packages|services)\//.test(part) ||
          isTest(file) ||
          /\/(conformance|testing)\/|\/fixture\.ts$/.test(file)
        )
          return false;
        if (target.startsWith(".") || target.startsWith("node:")) return false;
        if (part === "packages/web" && target === "vite") return false;
        const name = target.startsWith("@")
          ? target.split("/").slice(0, 2).join("/")
          : (target.split("/")[0] ?? "");
        return !dependenciesOf(part).has(name);
      }),
    ).toEqual([]);
  });

  test("only a main.ts, a parser's child or a thread reads the process's environment, arguments or signals", () => {
    const offenders = sourceFiles().filter(
      (file) =>
        /^(packages|services)\//.test(file) &&
        !/(main|child|child-process|worker|fixture|config)\.tsx?$|\/testing\//.test(file) &&
        !isTest(file) &&
        /process\.(env|argv|on\(|once\()/.test(readFileSync(join(ROOT, file), "utf8")),
    );
    expect(offenders).toEqual([]);
  });
});
