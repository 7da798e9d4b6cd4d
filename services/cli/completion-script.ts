export const SHELLS = ["bash", "zsh", "fish"] as const;
export type Shell = (typeof SHELLS)[number];

interface Word {
  readonly word: string;
  readonly what: string;
}

/** The words that can stand after each command, by the words that lead to it. */
export type CompletionWords = readonly {
  readonly path: string;
  readonly commands: readonly Word[];
  readonly options: readonly Word[];
}[];

/** A script that completes from what is written in it, so that no key press waits for a process. Files where a word is none of these. */
export function completionScript(shell: Shell, words: CompletionWords): string {
  if (shell === "fish") return fish(words);
  return shell === "bash" ? bash(words) : zsh(words);
}

/** The path so far is the words that are commands; options and what they take are passed over. */
function bash(words: CompletionWords): string {
  const cases = words.map(
    ({ path, commands, options }) =>
      `    "${path}") words="${[...commands, ...options].map(({ word }) => word).join(" ")}" ;;`,
  );
  return `# Completion of footnote for bash.
_footnote() {
  local word path="" words="" index
  for ((index = 1; index < COMP_CWORD; index++)); do
    word="\${COMP_WORDS[index]}"
    case " ${pathsOf(words).join(" ")} " in
      *" \${path:+\${path}_}\${word} "*) path="\${path:+\${path}_}\${word}" ;;
    esac
  done
  case "\${path//_/ }" in
${cases.join("\n")}
  esac
  COMPREPLY=($(compgen -W "$words" -- "\${COMP_WORDS[COMP_CWORD]}"))
  [ \${#COMPREPLY[@]} -gt 0 ] || COMPREPLY=($(compgen -f -- "\${COMP_WORDS[COMP_CWORD]}"))
}
complete -o filenames -F _footnote footnote
`;
}

function zsh(words: CompletionWords): string {
  const described = ({ word, what }: Word) => quoted(`${word}:${what.replaceAll(":", "\\:")}`);
  const cases = words.map(
    ({ path, commands, options }) =>
      `    ${quoted(path)}) all=(${[...commands, ...options].map(described).join(" ")}) ;;`,
  );
  return `#compdef footnote
# Completion of footnote for zsh.
_footnote() {
  local path_so_far="" word
  local -a all
  for word in "\${(@)words[2,CURRENT-1]}"; do
    case " ${pathsOf(words).join(" ")} " in
      *" \${path_so_far:+\${path_so_far}_}\${word} "*) path_so_far="\${path_so_far:+\${path_so_far}_}\${word}" ;;
    esac
  done
  case "\${path_so_far//_/ }" in
${cases.join("\n")}
  esac
  _describe footnote all || _files
}
if [ "$funcstack[1]" = "_footnote" ]; then _footnote "$@"; else compdef _footnote footnote; fi
`;
}

function fish(words: CompletionWords): string {
  const lines = words.flatMap(({ path, commands, options }) => {
    const within =
      path === ""
        ? "not __fish_seen_subcommand_from $footnote_commands"
        : path
            .split(" ")
            .map((word) => `__fish_seen_subcommand_from ${word}`)
            .join("; and ");
    const line = (rest: string, { what }: Word) =>
      `complete -c footnote -n ${quoted(within)} ${rest} -d ${quoted(what)}`;
    return [
      ...commands.map((one) => line(`-f -a ${one.word}`, one)),
      ...options.map((one) => line(`-l ${one.word.replace(/^--/, "")}`, one)),
    ];
  });
  const top = words.find(({ path }) => path === "")?.commands ?? [];
  return `# Completion of footnote for fish.
set -g footnote_commands ${top.map(({ word }) => word).join(" ")}
${lines.join("\n")}
`;
}

/** Of commands, as the scripts gather them: joined by what no command's name holds. */
function pathsOf(words: CompletionWords): string[] {
  return words.filter(({ path }) => path !== "").map(({ path }) => path.replaceAll(" ", "_"));
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
