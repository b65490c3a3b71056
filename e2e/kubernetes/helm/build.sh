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

want=${1:-}
case "$want" in
    '' | --look) ;;
    *) die "what is '$want'? Known: --look" ;;
esac
if [ -n "${HELM:-}" ]; then
    [ -x "$HELM" ] || die "HELM=$HELM is not a program"
    printf '%s\n' "$HELM"
    exit 0
fi

# shellcheck source=../go.sh
. "$here/go.sh"
version=$(pinned helm helm.sh/helm/v4)
recipe=$(cat "$here/helm/go.mod" "$here/helm/go.sum" | sha256sum | cut -c1-16)
cache=${XDG_CACHE_HOME:-$HOME/.cache}/virtualip/helm
helm=$cache/$version-$(uname -m)-$recipe/helm
mkdir -p "$cache"
if [ ! -x "$helm" ]; then
    [ "$want" != --look ] || die "nothing in $cache yet: run e2e/kubernetes/helm/build.sh"
    exec 9>"$cache/lock"
    flock 9
fi
if [ ! -x "$helm" ]; then
    check_go
    rm -rf "$cache/build" && mkdir -p "$cache/build"
    say "building Helm $version, once (two minutes on 2 cores)"
    build_go "$cache/build/helm" helm helm.sh/helm/v4/cmd/helm "-X helm.sh/helm/v4/internal/version.version=v$version"
    mkdir -p "$(dirname "$helm")"
    mv "$cache/build/helm" "$helm"
    rmdir "$cache/build"
fi
printf '%s\n' "$helm"
