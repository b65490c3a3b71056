#!/usr/bin/env bash
# Builds MetalLB, which e2e/bin/bench measures beside ours, and prints the folder with its programs controller and
# speaker and its manifest metallb.yaml: from the Go module pinned in this folder, into the cache,
# ${XDG_CACHE_HOME:-~/.cache}/virtualip/metallb; three minutes, once. With --look it does not build: it fails where
# there is nothing.
set -euo pipefail
here=$(cd "$(dirname "$(readlink -f "$0")")/.." && pwd)

say() { printf 'e2e/kubernetes/metallb/build.sh: %s\n' "$*" >&2; }
die() {
    say "$*"
    exit 1
}

want=${1:-}
case "$want" in
    '' | --look) ;;
    *) die "what is '$want'? Known: --look" ;;
esac

# shellcheck source=../go.sh
. "$here/go.sh"
module=go.universe.tf/metallb
version=$(pinned metallb "$module")
recipe=$(cat "$here"/metallb/go.* | sha256sum | cut -c1-16)
cache=${XDG_CACHE_HOME:-$HOME/.cache}/virtualip/metallb
folder=$cache/$version-$(uname -m)-$recipe
mkdir -p "$cache"
if [ ! -d "$folder" ]; then
    [ "$want" != --look ] || die "nothing in $cache yet: run e2e/kubernetes/metallb/build.sh"
    exec 9>"$cache/lock"
    flock 9
fi
if [ ! -d "$folder" ]; then
    check_go
    rm -rf "$cache/build"
    say "building MetalLB $version, once (three minutes on 2 cores)"
    build_go "$cache/build/" metallb "$module/controller $module/speaker"
    cp "$(cd "$here/metallb" && go list -m -f '{{.Dir}}' "$module")/config/manifests/metallb-native.yaml" \
        "$cache/build/metallb.yaml"
    mv "$cache/build" "$folder"
fi
printf '%s\n' "$folder"
