#!/usr/bin/env bash
# Finds Traefik, a real ingress controller for the tests of Services, and prints its path. Looked for, in this order:
#   1. $TRAEFIK, if that is set
#   2. the cache, ${XDG_CACHE_HOME:-~/.cache}/virtualip/traefik
#   3. built with Go from the module pinned in this folder: into the cache; six minutes, once
# With --look it does not build: it fails where there is nothing. Callers side by side wait for each other.
#
# Traefik's module cannot be built from the module proxy alone: it replaces two modules by forks and one by a folder,
# which count for the main module only and are partly not there. What the tests use does not need them. Built here is
# Traefik with the original modules, the few names that the forks add (*.go.in), and without ACME's DNS providers.
set -euo pipefail
here=$(cd "$(dirname "$(readlink -f "$0")")/.." && pwd)

say() { printf 'e2e/kubernetes/traefik/build.sh: %s\n' "$*" >&2; }
die() {
    say "$*"
    exit 1
}

# shellcheck source=../go.sh
. "$here/go.sh"
look_option "$@"
if [ -n "${TRAEFIK:-}" ]; then
    [ -x "$TRAEFIK" ] || die "TRAEFIK=$TRAEFIK is not a program"
    printf '%s\n' "$TRAEFIK"
    exit 0
fi
module=$here/traefik

# original MODULE FOLDER: a copy of a module that go.mod pins, with our file in place of, or besides, its own
original() {
    local from
    from=$(cd / && GOFLAGS='' go mod download -json "$1@v$(pinned traefik "$1")" | sed -n 's/^\t"Dir": "\(.*\)",$/\1/p')
    [ -d "$from" ] || die "the Go module proxy has no $1"
    cp -r "$from" "$2"
    chmod -R u+w "$2"
    [ -e "$2/go.mod" ] || printf 'module %s\n\ngo 1.21\n' "$1" >"$2/go.mod"
}

# Lays out what go.mod replaces. lay_out FOLDER
lay_out() {
    cp "$module"/go.* "$1"
    original github.com/go-acme/lego/v5 "$1/lego"
    cp "$module/lego.go.in" "$1/lego/providers/dns/zz_gen_dns_providers.go"
    original github.com/gorilla/mux "$1/mux"
    cp "$module/mux.go.in" "$1/mux/fork.go"
    original github.com/abbot/go-http-auth "$1/auth"
    cp "$module/auth.go.in" "$1/auth/fork.go"
    mkdir "$1/ext"
    printf 'module github.com/traefik/traefik/dynamic/ext\n\ngo 1.21\n' >"$1/ext/go.mod"
    cp "$module/ext.go.in" "$1/ext/ext.go"
}

# build FOLDER VERSION
build() {
    mkdir "$1/source"
    say "building Traefik $2, once (six minutes on 2 cores)"
    lay_out "$1/source"
    here=$1 build_go "$1/traefik" source github.com/traefik/traefik/v3/cmd/traefik \
        "-X github.com/traefik/traefik/v3/pkg/version.Version=$2"
    rm -rf "$1/source"
}

cached_build traefik github.com/traefik/traefik/v3 build
printf '%s\n' "$built/traefik"
