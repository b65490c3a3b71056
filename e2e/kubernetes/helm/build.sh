#!/usr/bin/env bash
# Finds Helm, for the tests of the chart, and prints its path. Looked for, in this order:
#   1. $HELM, if that is set
#   2. the cache, ${XDG_CACHE_HOME:-~/.cache}/virtualip/helm
#   3. built with Go from the module pinned in this folder: into the cache; two minutes, once
# With --look it does not build: it fails where there is nothing. Callers side by side wait for each other.
set -euo pipefail
here=$(cd "$(dirname "$(readlink -f "$0")")" && pwd)

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

version=$(sed -n 's#^[[:space:]]*helm.sh/helm/v4 v\([^ ]*\).*#\1#p' "$here/go.mod" | head -n 1)
recipe=$(cat "$here/go.mod" "$here/go.sum" | sha256sum | cut -c1-16)
cache=${XDG_CACHE_HOME:-$HOME/.cache}/virtualip/helm
helm=$cache/$version-$(uname -m)-$recipe/helm
mkdir -p "$cache"
if [ ! -x "$helm" ]; then
    [ "$want" != --look ] || die "nothing in $cache yet: run e2e/kubernetes/helm/build.sh"
    exec 9>"$cache/lock"
    flock 9
fi
if [ ! -x "$helm" ]; then
    # Where Go's own installer puts it.
    PATH=$PATH:/usr/local/go/bin
    command -v go >/dev/null ||
        die "no Go in PATH: install Go 1.21 or newer (apt-get install golang-go), or set HELM to a Helm $version"
    say "building Helm $version, once (two minutes on 2 cores)"
    rm -rf "$cache/build" && mkdir -p "$cache/build"
    # A Go that is older than go.mod says fetches the one that is needed.
    (cd "$here" && CGO_ENABLED=0 GOWORK=off GOTOOLCHAIN=auto GOFLAGS=-buildvcs=false \
        go build -trimpath -ldflags "-s -w -X helm.sh/helm/v4/internal/version.version=v$version" \
        -o "$cache/build/helm" helm.sh/helm/v4/cmd/helm) >"$cache/build.log" 2>&1 ||
        die "cannot build Helm: $(tail -n 1 "$cache/build.log") (all of it: $cache/build.log)"
    mkdir -p "$(dirname "$helm")"
    mv "$cache/build/helm" "$helm"
    rmdir "$cache/build"
fi
printf '%s\n' "$helm"
