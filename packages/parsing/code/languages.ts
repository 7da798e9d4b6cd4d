/** Source code by the end of its name, with the name of the language as highlighters know it. */
export const LANGUAGES: Readonly<Record<string, string>> = {
  ...named("typescript", "ts mts cts"),
  ...named("tsx", "tsx"),
  ...named("javascript", "js mjs cjs"),
  ...named("jsx", "jsx"),
  ...named("python", "py pyi"),
  ...named("java", "java"),
  ...named("kotlin", "kt kts"),
  ...named("scala", "scala"),
  ...named("csharp", "cs"),
  ...named("go", "go"),
  ...named("rust", "rs"),
  ...named("c", "c h"),
  ...named("cpp", "cpp cc cxx hpp hh hxx"),
  ...named("swift", "swift"),
  ...named("ruby", "rb"),
  ...named("php", "php"),
  ...named("perl", "pl pm"),
  ...named("lua", "lua"),
  ...named("r", "r"),
  ...named("bash", "sh bash zsh"),
  ...named("powershell", "ps1 psm1"),
  ...named("sql", "sql"),
  ...named("css", "css"),
  ...named("scss", "scss"),
  ...named("yaml", "yaml yml"),
  ...named("toml", "toml"),
  ...named("hcl", "tf hcl"),
  ...named("protobuf", "proto"),
  ...named("graphql", "graphql gql"),
  ...named("ini", "ini conf cfg cnf config inf editorconfig service desktop"),
  ...named("properties", "properties props env"),
  ...named("batch", "bat cmd"),
  ...named("diff", "diff patch"),
  ...named("bibtex", "bib"),
  ...named("groovy", "groovy gradle"),
  ...named("makefile", "mk mak"),
  ...named("cmake", "cmake"),
  ...named("vb", "vb vbs bas"),
  ...named("fsharp", "fs fsx"),
  ...named("dart", "dart"),
  ...named("elixir", "ex exs"),
  ...named("erlang", "erl hrl"),
  ...named("haskell", "hs"),
  ...named("clojure", "clj cljs edn"),
  ...named("julia", "jl"),
  ...named("matlab", "m"),
  ...named("fortran", "f f90 f95 for"),
  ...named("cobol", "cob cbl"),
  ...named("pascal", "pas"),
  ...named("sass", "sass less"),
  ...named("vue", "vue svelte"),
  ...named("fish", "fish csh ksh"),
  ...named("sql", "ddl dml pls plsql"),
  ...named("json5", "json5 jsonc"),
  ...named("nix", "nix"),
  ...named("zig", "zig"),
  ...named("solidity", "sol"),
  ...named("asm", "asm s"),
  ...named("awk", "awk"),
};

/** Files that have a name in place of an extension. */
const BY_NAME: Readonly<Record<string, string>> = {
  makefile: "makefile",
  gnumakefile: "makefile",
  dockerfile: "dockerfile",
  containerfile: "dockerfile",
  jenkinsfile: "groovy",
  vagrantfile: "ruby",
  gemfile: "ruby",
  rakefile: "ruby",
  procfile: "ini",
  codeowners: "ini",
  "cmakelists.txt": "cmake",
};

/** The language that a file's name says it is written in. */
export function languageOf(key: string): string | undefined {
  const name = key.slice(key.lastIndexOf("/") + 1).toLowerCase();
  return BY_NAME[name] ?? LANGUAGES[/[^.]\.([^.]+)$/.exec(name)?.[1] ?? ""];
}

function named(language: string, extensions: string) {
  return Object.fromEntries(extensions.split(" ").map((extension) => [extension, language]));
}
