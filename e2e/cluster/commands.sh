# shellcheck shell=bash
# What e2e/bin/cluster does.

# Prints what is missing. The first word "cannot" is for what no package mends.
check() {
    local tool missing=()
    [ "$(id -u)" -eq 0 ] || missing+=("needs root")
    for tool in unshare nsenter setsid ip nft runc openssl pgrep sha256sum tar; do
        command -v "$tool" >/dev/null || missing+=("needs the program $tool")
    done
    if [ "$(stat -fc %T /sys/fs/cgroup)" != tmpfs ] || [ ! -d /sys/fs/cgroup/pids ]; then
        missing+=("cannot run kubelets: this machine has cgroup v2 alone, on which the cluster was not tried;"
            "boot it with systemd.unified_cgroup_hierarchy=0")
    fi
    find_programs --look >/dev/null 2>&1 || missing+=("needs programs: run e2e/kubernetes/programs.sh once")
    [ "${#missing[@]}" -eq 0 ] || { printf '%s\n' "${missing[@]}" && return 1; }
}

up() {
    local count=3 node jobs=() job missing
    if [ "${1:-}" = --nodes ]; then
        count=${2:-}
        shift 2 || die "--nodes needs a number"
    fi
    [[ $count =~ ^[0-9]+$ ]] && [ "$count" -ge 1 ] && [ "$count" -le "$MOST_NODES" ] || die "1 to $MOST_NODES nodes"
    [ -n "${1:-}" ] || die "in which folder? cluster up DIR"
    mkdir -p "$1"
    DIR=$(cd "$1" && pwd)
    # Without a process they are what a cluster left that was ended by force, and whose folder is gone.
    [ -n "$(cgroup_pids '')" ] || cgroup_remove
    [ -z "$(cgroup_hosts)" ] || die "there is a cluster in $DIR already, or half of one: cluster down $DIR"
    rm -rf "$DIR"/{hosts,pki,cache}
    find_programs >"$DIR/programs" || exit 1
    missing=$(check) || die "$missing"
    printf '%s\n' "$count" >"$DIR/nodes"
    trap 'say "failed: cleaning up; the logs stay in $DIR/hosts/*/log"; command_down' EXIT

    make_keys
    pause_image
    switch_on
    host_boot control
    plug control
    control_install
    control_start etcd
    control_start kube-apiserver
    for node in $(nodes); do
        node_boot "$node" &
        jobs+=($!)
    done
    host_boot client
    plug client
    for job in "${jobs[@]}"; do wait "$job" || die "a node does not boot"; done
    say "hosts and containerd"
    within 120 "the API server's readiness" kubectl get --raw /readyz
    say "API server"
    control_start kube-controller-manager
    control_start kube-scheduler
    for node in $(nodes); do node_join "$node"; done
    kubectl create clusterrolebinding cluster:node-proxier --clusterrole=system:node-proxier \
        --user=system:kube-proxy >/dev/null
    for node in $(nodes); do within 120 "$node's registration" kubectl get node "$node"; done
    kubectl wait --for=condition=Ready node --all --timeout=60s >/dev/null
    within 90 "the default service account" kubectl -n default get serviceaccount default
    trap - EXIT
    say "up. Next: e2e/bin/cluster kubectl $DIR get nodes"
}

command_down() {
    local host
    for host in $(cgroup_hosts); do host_off "$host"; done
    cgroup_remove
    for host in "$DIR"/hosts/*; do
        [ ! -d "$host/var/log/pods" ] || cp -r "$host/var/log/pods" "$host/log"
    done
    rm -rf "$DIR"/hosts/*/{etc,root,var} "$DIR"/{pki,cache,pause.tar,programs,admin.kubeconfig}
}

command_status() {
    local host pid kib pss
    for host in $(hosts); do
        if is_up "$host"; then echo "$host: up"; else echo "$host: down"; fi
        for pid in $(cgroup_pids "$host"); do
            read -r kib pss < <(awk '/^Rss:/ { r = $2 } /^Pss:/ { p = $2 } END { print r + 0, p + 0 }' \
                "/proc/$pid/smaps_rollup" 2>/dev/null) || continue
            printf '%s %s %s %s\n' "$pid" "$kib" "$pss" "$(cat "/proc/$pid/comm" 2>/dev/null)"
        done | awk '{ rss += $2; pss += $3 }
            $2 >= 4096 { printf "  %8d %-24s RSS %6.1f MiB\n", $1, $4, $2 / 1024 }
            END { printf "  all: RSS %.0f MiB, PSS %.0f MiB\n", rss / 1024, pss / 1024 }'
    done
}

command_kubectl() { kubectl "$@"; }
command_helm() { helm "$@"; }

# All nodes at once.
command_image() {
    local tar=${1:-} node jobs=() job
    shift || die "which image? cluster image DIR TAR [NODE...]"
    for node in ${*:-$(nodes)}; do
        known_node "$node"
        import "$node" "$tar" &
        jobs+=($!)
    done
    for job in "${jobs[@]}"; do wait "$job" || exit 1; done
}

command_exec() {
    known_host "${1:-}"
    [ $# -ge 2 ] || die "which command? cluster exec DIR HOST COMMAND..."
    on "$@"
}

command_pid() {
    known_host "${1:-}"
    init_of "$1"
}

command_poweroff() {
    known_node "${1:-}"
    host_off "$1"
    cgroup_remove "$1"
}

command_poweron() {
    known_node "${1:-}"
    ! is_up "$1" || die "$1 is up"
    node_boot "$1"
    node_join "$1"
}

# kube-proxy removes nothing of its other modes: the tables are emptied in between. Nothing else has any on a node.
command_proxy() {
    known_node "${1:-}"
    case ${2:-} in
        nftables) ;;
        iptables) on "$1" iptables --version >/dev/null || die "needs iptables: apt-get install iptables" ;;
        *) die "kube-proxy is in mode nftables or iptables here, not '${2:-}'; IPVS needs a kernel that has it" ;;
    esac
    signal_process "$1" kube-proxy TERM
    within 60 "the end of kube-proxy on $1" proxy_has_ended "$1"
    on "$1" nft flush ruleset
    printf '%s\n' "$2" >"$(folder "$1")/proxy-mode"
    proxy_config "$1" >"$(folder "$1")/etc/kubernetes/kube-proxy.yaml"
    node_start "$1" kube-proxy
}

proxy_has_ended() { ! on "$1" pgrep -x kube-proxy; }

command_link() {
    known_host "${1:-}"
    cable "$1" "${2:-}"
}

command_kill() {
    known_host "${1:-}"
    signal_process "$1" "${2:-}" "${3:-KILL}"
}

command_start() {
    known_host "${1:-}"
    case $1 in
        control) control_start "${2:-}" ;;
        node-*) node_start "$1" "${2:-}" ;;
        *) die "nothing to start on $1" ;;
    esac
}
