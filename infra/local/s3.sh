#!/usr/bin/env bash
# A real S3 server for tests and development, without Docker or root: versitygw 1.8.0 over a folder, which tells a topic of a
# Kafka of every change. It is built from the Go module proxy: 3 to 7 minutes, once; it wants Go 1.25 or newer.
#
#   infra/local/s3.sh                             builds it where it is missing, and ends
#   infra/local/s3.sh DATA PORT                   runs it on 127.0.0.1:PORT in the foreground, its files in DATA
#   infra/local/s3.sh DATA PORT BROKER TOPIC      the same, telling that topic of what changes; the topic has to be there
#
# The program stays in FOOTNOTE_SERVERS (default: a cache folder of the user's, /var/cache/footnote for root). Key and secret are AWS_ACCESS_KEY_ID and
# AWS_SECRET_ACCESS_KEY, or "footnote" and "footnote-secret".
set -euo pipefail

version=1.8.0
default=${XDG_CACHE_HOME:-$HOME/.cache}/footnote
[ "$(id -u)" != 0 ] || default=/var/cache/footnote
servers=${FOOTNOTE_SERVERS:-$default}
program=$servers/versitygw-$version

if [ ! -x "$program" ]; then
  mkdir -p "$servers"
  # Beside its place and then moved: whoever starts at the same time finds all of it or nothing.
  fresh=$(mktemp -d "$servers/getting.XXXXXX")
  trap 'rm -rf "$fresh"' EXIT
  GOBIN=$fresh go install -trimpath -ldflags='-s -w' "github.com/versity/versitygw/cmd/versitygw@v$version" >&2
  mv "$fresh/versitygw" "$program"
  rm -rf "$fresh"
  trap - EXIT
fi
if [ $# = 0 ]; then
  echo "$program"
  exit
fi

data=$(realpath -m "$1")
port=$2
mkdir -p "$data/objects" "$data/versions"
events=()
[ $# -lt 4 ] || events=(--event-kafka-url "$3" --event-kafka-topic "$4")
export ROOT_ACCESS_KEY=${AWS_ACCESS_KEY_ID:-footnote} ROOT_SECRET_KEY=${AWS_SECRET_ACCESS_KEY:-footnote-secret}
echo "FOOTNOTE_S3_ENDPOINT=http://127.0.0.1:$port AWS_ACCESS_KEY_ID=$ROOT_ACCESS_KEY AWS_SECRET_ACCESS_KEY=$ROOT_SECRET_KEY"
# Of this very process, so that a signal to it is one to the server.
exec "$program" --port "127.0.0.1:$port" --region us-east-1 --quiet --health /health "${events[@]}" \
  posix --versioning-dir "$data/versions" "$data/objects"
