#!/usr/bin/env bash
# Finds the programs of a whole Kubernetes cluster, for e2e/bin/cluster, and prints a line "NAME PATH" for each:
# those of build.sh, helm/build.sh and traefik/build.sh, and of a node kubelet, kube-proxy, containerd with its shim and
# ctr, CNI plugins, and of the control plane kube-controller-manager and kube-scheduler. Looked for in the cache,
# ${XDG_CACHE_HOME:-~/.cache}/virtualip/programs, then built with Go from the modules pinned beside this script: three
# minutes, once, besides what build.sh takes. With --look it does not build: it fails where there is nothing.
# Callers side by side wait for each other.
set -euo pipefail
here=$(cd "$(dirname "$(readlink -f "$0")")" && pwd)
cache=${XDG_CACHE_HOME:-$HOME/.cache}/virtualip/programs

say() { printf 'e2e/kubernetes/programs.sh: %s\n' "$*" >&2; }
die() {
    say "$*"
    exit 1
}
# shellcheck source=go.sh
. "$here/go.sh"

# program, module folder, package, tags
table() {
    local containerd=github.com/containerd/containerd/v2/cmd plugins=github.com/containernetworking/plugins/plugins
    printf '%s\n' \
        "kube-controller-manager kubernetes k8s.io/kubernetes/cmd/kube-controller-manager" \
        "kube-scheduler kubernetes k8s.io/kubernetes/cmd/kube-scheduler" \
        "kube-proxy kubernetes k8s.io/kubernetes/cmd/kube-proxy" \
        "kubelet kubernetes k8s.io/kubernetes/cmd/kubelet" \
        "containerd containerd $containerd/containerd no_btrfs,no_zfs,no_devmapper" \
        "containerd-shim-runc-v2 containerd $containerd/containerd-shim-runc-v2" \
        "ctr containerd $containerd/ctr" \
        "bridge cni $plugins/main/bridge" \
        "loopback cni $plugins/main/loopback" \
        "host-local cni $plugins/ipam/host-local" \
        "pause pause ."
}

# recipe MODULE-FOLDER: what its programs are made from
recipe() { (cd "$here/$1" && cat go.* ./*.go 2>/dev/null || true) | sha256sum | cut -c1-16; }

# place MODULE-FOLDER: where its programs are in the cache
place() { printf '%s/%s-%s-%s' "$cache" "$1" "$(uname -m)" "$(recipe "$1")"; }

linker_flags() {
    case "$1" in
        kubernetes) kubernetes_flags ;;
        containerd)
            local module=github.com/containerd/containerd/v2
            printf -- '-X %s/version.Version=v%s' "$module" "$(pinned containerd "$module")"
            ;;
    esac
}

want=${1:-}
case "$want" in
    '' | --look) ;;
    *) die "what is '$want'? Known: --look" ;;
esac
# shellcheck disable=SC2086 # nothing, or --look
servers=$("$here/build.sh" $want)
# shellcheck disable=SC2086 # nothing, or --look
helm=$("$here/helm/build.sh" $want)
# One test wants it: that it cannot be built does not keep the others from running.
# shellcheck disable=SC2086 # nothing, or --look
traefik=$("$here/traefik/build.sh" $want) || traefik=''

mkdir -p "$cache"
number=0
total=$(table | wc -l)
while read -r program module package tags; do
    number=$((number + 1))
    file=$(place "$module")/$program
    [ -x "$file" ] && continue
    [ "$want" != --look ] || die "no $program in $cache yet: run e2e/kubernetes/programs.sh"
    exec 9>"$cache/lock"
    flock -n 9 || { say "waiting for another run of this script" && flock 9; }
    [ -x "$file" ] && continue
    check_go
    mkdir -p "$(dirname "$file")"
    say "$number of $total: building $program"
    build_go "$file" "$module" "$package" "$(linker_flags "$module")" "$tags"
done < <(table)

for program in etcd kube-apiserver kubectl; do printf '%s %s\n' "$program" "$servers/$program"; done
printf 'helm %s\n' "$helm"
[ -z "$traefik" ] || printf 'traefik %s\n' "$traefik"
while read -r program module _; do printf '%s %s/%s\n' "$program" "$(place "$module")" "$program"; done < <(table)
