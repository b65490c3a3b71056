#!/usr/bin/env bash
# Finds etcd, kube-apiserver and kubectl, for the tests against a real API server, and prints the folder they are in.
# Looked for, in this order:
#   1. $KUBE_API_TEST_DIR/k8s/VERSION-OS-ARCH, if that is set: the layout of Fabric8's kube-api-test
#   2. the same layout in the cache, ${XDG_CACHE_HOME:-~/.cache}/virtualip/kubernetes
#   3. the archive that the Kubernetes project publishes for tests, where the internet is there: into the cache
#   4. built with Go from the modules pinned in etcd/ and kubernetes/: into the cache; minutes, once
# With --home it prints the folder above k8s/, which is what KUBE_API_TEST_DIR takes. With --look it neither downloads
# nor builds: it fails where there is nothing. Callers side by side wait for each other.
set -euo pipefail
here=$(cd "$(dirname "$(readlink -f "$0")")" && pwd)
index=${ENVTEST_INDEX:-https://raw.githubusercontent.com/kubernetes-sigs/controller-tools/HEAD/envtest-releases.yaml}

say() { printf 'e2e/kubernetes/build.sh: %s\n' "$*" >&2; }
die() {
    say "$*"
    exit 1
}

case "$(uname -m)" in
    x86_64) arch=amd64 ;;
    aarch64) arch=arm64 ;;
    *) arch=$(uname -m) ;;
esac
platform=$(uname -s | tr '[:upper:]' '[:lower:]')-$arch
programs=(etcd kube-apiserver kubectl)

# shellcheck source=go.sh
. "$here/go.sh"
kubernetes_version=$(pinned kubernetes k8s.io/kubernetes)

# complete FOLDER: whether all programs are there
complete() {
    local program
    for program in "${programs[@]}"; do [ -x "$1/$program" ] || return 1; done
}

# newest HOME: the folder below it with the newest complete set
newest() {
    local folder
    while IFS= read -r folder; do
        if complete "$folder"; then
            printf '%s\n' "$folder"
            return
        fi
    done < <(find -L "$1/k8s" -maxdepth 1 -type d -name "*-$platform" 2>/dev/null | sort -rV)
    return 1
}

answer() {
    if [ "$want" = --home ]; then dirname "$(dirname "$1")"; else printf '%s\n' "$1"; fi
    exit 0
}

# What the programs in the cache were made from.
recipe() { cat "$here"/{etcd,kubernetes}/go.mod "$here"/{etcd,kubernetes}/go.sum | sha256sum | cut -c1-64; }

# Into a new folder below $cache; nothing happens where the internet is not there.
download() {
    command -v curl >/dev/null || return 1
    local new=$cache/download minor entry version hash link
    rm -rf "$new" && mkdir -p "$new"
    curl -fsSL --connect-timeout 5 --max-time 30 -o "$new/index" "$index" 2>/dev/null || return 1
    minor=$(cut -d. -f1,2 <<<"$kubernetes_version")
    # version, hash and address of each archive for this machine; the newest patch of the pinned minor version
    entry=$(awk -v platform="$platform" '
        /^  v[0-9.]+:/ { version = $1; gsub(/[v:]/, "", version) }
        /\.tar\.gz:/ { ours = index($1, "-" platform ".tar.gz:") }
        ours && $1 == "hash:" { hash = $2 }
        ours && $1 == "selfLink:" { print version, hash, $2 }' "$new/index" |
        grep "^${minor//./\\.}\." | sort -V | tail -n 1) || return 1
    read -r version hash link <<<"$entry"
    say "downloading Kubernetes $version: $link"
    curl -fsSL --connect-timeout 5 --max-time 900 -o "$new/archive" "$link" || return 1
    printf '%s  %s\n' "$hash" "$new/archive" | sha512sum -c --quiet >/dev/null 2>&1 ||
        { say "the archive is not what the index says: not used" && return 1; }
    mkdir "$new/programs"
    tar -xzf "$new/archive" -C "$new/programs" --strip-components=2
    complete "$new/programs" || return 1
    keep "$new/programs" "$version"
    rm -rf "$new"
}

# keep FOLDER VERSION: moves what was made into its place
keep() {
    local place=$cache/k8s/$2-$platform
    mkdir -p "$cache/k8s"
    rm -rf "$place"
    recipe >"$1/recipe"
    mv "$1" "$place"
}

build() {
    check_go
    made=$cache/build
    rm -rf "$made" && mkdir -p "$made"
    say "1 of 2: building etcd (two minutes on 2 cores)"
    build_go "$made/etcd" etcd go.etcd.io/etcd/server/v3
    say "2 of 2: building kube-apiserver and kubectl (five minutes on 2 cores)"
    build_go "$made/" kubernetes "k8s.io/kubernetes/cmd/kube-apiserver k8s.io/kubernetes/cmd/kubectl" \
        "$(kubernetes_flags)"
    keep "$made" "$kubernetes_version"
}

want=${1:-}
case "$want" in
    '' | --home | --look) ;;
    *) die "what is '$want'? Known: --home, --look" ;;
esac
if [ -n "${KUBE_API_TEST_DIR:-}" ]; then
    if found=$(newest "$KUBE_API_TEST_DIR"); then answer "$found"; fi
    say "nothing complete below KUBE_API_TEST_DIR=$KUBE_API_TEST_DIR/k8s for $platform: looking elsewhere"
fi
cache=${XDG_CACHE_HOME:-$HOME/.cache}/virtualip/kubernetes
mkdir -p "$cache"
exec 9>"$cache/lock"
if ! flock -n 9; then
    [ "$want" != --look ] || die "another run of this script is at work"
    say "waiting for another run of this script"
    flock 9
fi
if found=$(newest "$cache") && [ "$(cat "$found/recipe" 2>/dev/null)" = "$(recipe)" ]; then answer "$found"; fi
[ "$want" != --look ] || die "nothing there yet"
download || build
found=$(newest "$cache") || die "nothing complete in $cache after all"
answer "$found"
