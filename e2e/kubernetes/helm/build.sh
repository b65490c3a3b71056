#!/usr/bin/env bash
# Finds Helm, for the tests of the chart, and prints its path. Looked for, in this order:
#   1. $HELM, if that is set
#   2. the cache, ${XDG_CACHE_HOME:-~/.cache}/virtualip/helm
#   3. built with Go from the module pinned in this folder: into the cache; two minutes, once
# With --look it does not build: it fails where there is nothing. Callers side by side wait for each other.
set -euo pipefail
here=$(cd "$(dirname "$(readlink -f "$0")")/.." && pwd)

say() { printf 'e2e/kubernetes/helm/build.sh: %s\n' "$*" >&2; }
die() {
    say "$*"
    exit 1
}

# shellcheck source=../go.sh
. "$here/go.sh"
look_option "$@"
if [ -n "${HELM:-}" ]; then
    [ -x "$HELM" ] || die "HELM=$HELM is not a program"
    printf '%s\n' "$HELM"
    exit 0
fi

# build FOLDER VERSION
build() {
    say "building Helm $2, once (two minutes on 2 cores)"
    build_go "$1/helm" helm helm.sh/helm/v4/cmd/helm "-X helm.sh/helm/v4/internal/version.version=v$2"
}

cached_build helm helm.sh/helm/v4 build
printf '%s\n' "$built/helm"
