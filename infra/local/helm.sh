#!/usr/bin/env bash
# What the chart in infra/helm is checked with, without a cluster: Helm 3.22.0, kubectl-validate 0.0.4, which holds manifests against the
# schemas of Kubernetes that it carries (1.30 the newest), and the schemas of KEDA 2.21.0, all from the Go module proxy.
#
#   infra/local/helm.sh     gets what is missing (some 10 minutes, once; Go 1.25 or newer) and prints the folder: helm, kubectl-validate, keda/
#
# It stays in FOOTNOTE_SERVERS (default: a cache folder of the user's, /var/cache/footnote for root).
set -euo pipefail

helm=3.22.0 validate=0.0.4 keda=2.21.0
default=${XDG_CACHE_HOME:-$HOME/.cache}/footnote
[ "$(id -u)" != 0 ] || default=/var/cache/footnote
servers=${FOOTNOTE_SERVERS:-$default}
folder=$servers/helm-$helm-$validate-$keda

if [ ! -d "$folder" ]; then
  mkdir -p "$servers"
  # Beside its place and then moved: whoever starts at the same time finds all of it or nothing.
  fresh=$(mktemp -d "$servers/getting.XXXXXX")
  trap 'chmod -R u+w "$fresh"; rm -rf "$fresh"' EXIT
  for program in "helm.sh/helm/v3/cmd/helm@v$helm" "sigs.k8s.io/kubectl-validate@v$validate"; do
    GOBIN=$fresh/all go install -trimpath -ldflags='-s -w' "$program" >&2
  done
  sources=$(go mod download -json "github.com/kedacore/keda/v2@v$keda" | sed -n 's/^\t"Dir": "\(.*\)",$/\1/p')
  cp -r "$sources/config/crd/bases" "$fresh/all/keda"
  chmod -R u+w "$fresh/all/keda"
  mv -T "$fresh/all" "$folder" 2>/dev/null || [ -d "$folder" ]
fi
echo "$folder"
