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

# shellcheck source=../go.sh
. "$here/go.sh"
look_option "$@"
module=go.universe.tf/metallb

# build FOLDER VERSION
build() {
    say "building MetalLB $2, once (three minutes on 2 cores)"
    build_go "$1/" metallb "$module/controller $module/speaker"
    cp "$(cd "$here/metallb" && go list -m -f '{{.Dir}}' "$module")/config/manifests/metallb-native.yaml" \
        "$1/metallb.yaml"
}

cached_build metallb "$module" build
printf '%s\n' "$built"
