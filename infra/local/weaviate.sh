#!/usr/bin/env bash
# A real Weaviate for tests, without Docker or root: 1.35.2, one node, no modules, built from the Go module proxy.
#
#   infra/local/weaviate.sh                       builds it where it is missing (7 to 12 minutes, 3 GB of Go's caches), and ends
#   infra/local/weaviate.sh --if-built            prints the binary, or fails where it is yet to be built
#   infra/local/weaviate.sh DATA PORT GRPC_PORT   runs it in the foreground on 127.0.0.1:PORT, its files in DATA; it takes the
#                                                 four ports behind PORT, too, all of which have to be below 32768
#
# WEAVIATE_API_KEY: the key that it asks for (default: none). The binary stays in FOOTNOTE_SERVERS (default: a cache folder of
# the user's, /var/cache/footnote for root); FOOTNOTE_WEAVIATE_BIN is one of your own. gRPC listens on all interfaces, whatever
# it is told: on a machine that others reach, close GRPC_PORT.
set -euo pipefail

version=1.35.2
default=${XDG_CACHE_HOME:-$HOME/.cache}/footnote
[ "$(id -u)" != 0 ] || default=/var/cache/footnote
folder=${FOOTNOTE_SERVERS:-$default}/weaviate-$version
bin=${FOOTNOTE_WEAVIATE_BIN:-$folder/weaviate-server}

if [ ! -x "$bin" ]; then
  [ "${1:-}" != --if-built ] || exit 1
  mkdir -p "$folder"
  # Beside its place and then moved: whoever starts at the same time finds all of it or nothing.
  fresh=$(mktemp -d "$folder/getting.XXXXXX")
  trap 'rm -rf "$fresh"' EXIT
  GOBIN=$fresh GOFLAGS=-buildvcs=false go install "github.com/weaviate/weaviate/cmd/weaviate-server@v$version" >&2
  mv -T "$fresh/weaviate-server" "$bin"
  rm -rf "$fresh"
  trap - EXIT
fi
if [ $# -lt 3 ]; then
  echo "$bin"
  exit
fi

data=$(realpath -m "$1")
port=$2
grpc=$3
mkdir -p "$data"
if [ -n "${WEAVIATE_API_KEY:-}" ]; then
  access=(AUTHENTICATION_ANONYMOUS_ACCESS_ENABLED=false AUTHENTICATION_APIKEY_ENABLED=true AUTHENTICATION_APIKEY_USERS=footnote
    "AUTHENTICATION_APIKEY_ALLOWED_KEYS=$WEAVIATE_API_KEY" AUTHORIZATION_ADMINLIST_ENABLED=true AUTHORIZATION_ADMINLIST_USERS=footnote)
else
  access=(AUTHENTICATION_ANONYMOUS_ACCESS_ENABLED=true)
fi
echo "FOOTNOTE_INDEX_WEAVIATE_URL=http://127.0.0.1:$port FOOTNOTE_INDEX_WEAVIATE_GRPC_URL=http://127.0.0.1:$grpc"
# ASYNC_INDEXING: without it a kill loses vectors that were stored and are never found again. The memtables are written down after
# two seconds, since what is in them is ranked otherwise than it is for good.
exec env "${access[@]}" PERSISTENCE_DATA_PATH="$data" DEFAULT_VECTORIZER_MODULE=none DISABLE_TELEMETRY=true \
  AUTOSCHEMA_ENABLED=false API_BASED_MODULES_DISABLED=true GO_PROFILING_DISABLE=true \
  ASYNC_INDEXING=true PERSISTENCE_MEMTABLES_FLUSH_DIRTY_AFTER_SECONDS=2 \
  GRPC_PORT="$grpc" CLUSTER_HOSTNAME=weaviate-0 CLUSTER_IN_LOCALHOST=true \
  CLUSTER_GOSSIP_BIND_PORT=$((port + 1)) CLUSTER_DATA_BIND_PORT=$((port + 2)) \
  RAFT_PORT=$((port + 3)) RAFT_INTERNAL_RPC_PORT=$((port + 4)) RAFT_JOIN=weaviate-0:$((port + 3)) RAFT_BOOTSTRAP_EXPECT=1 \
  RAFT_HEARTBEAT_TIMEOUT=1 RAFT_ELECTION_TIMEOUT=1 RAFT_LEADER_LEASE_TIMEOUT=1 \
  CLUSTER_ADVERTISE_ADDR=127.0.0.1 CLUSTER_BIND_ADDR=127.0.0.1 \
  GOMEMLIMIT="${GOMEMLIMIT:-2GiB}" LOG_LEVEL="${WEAVIATE_LOG:-error}" \
  QUERY_DEFAULTS_LIMIT=50 QUERY_MAXIMUM_RESULTS=30000 \
  "$bin" --scheme http --host 127.0.0.1 --port "$port" --read-timeout=600s --write-timeout=600s
