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
};

function named(language: string, extensions: string) {
  return Object.fromEntries(extensions.split(" ").map((extension) => [extension, language]));
}
