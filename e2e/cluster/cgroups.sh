# shellcheck shell=bash
# Every host has a subtree of its own in each hierarchy of cgroup v1. They are also how a cluster's processes are found
# whatever happened to the files that name them.

# What the cluster's subtrees are called: different for each folder, so that several stand side by side.
subtree() { printf 'virtualip-%s\n' "$(printf %s "$DIR" | sha256sum | cut -c1-10)"; }
hierarchies() { awk '$3 == "cgroup" && $2 ~ "^/sys/fs/cgroup/" { print $2 }' /proc/mounts; }

cgroup_make() {
    local hierarchy path parent
    for hierarchy in $(hierarchies); do
        for path in "$hierarchy/$(subtree)" "$hierarchy/$(subtree)/$1"; do
            mkdir -p "$path"
            parent=$(dirname "$path")
            # A new cpuset has neither processors nor memory.
            [ ! -e "$path/cpuset.cpus" ] || cat "$parent/cpuset.cpus" >"$path/cpuset.cpus"
            [ ! -e "$path/cpuset.mems" ] || cat "$parent/cpuset.mems" >"$path/cpuset.mems"
        done
    done
}

# Moves the calling shell there.
cgroup_enter() {
    local hierarchy
    for hierarchy in $(hierarchies); do echo "$BASHPID" >"$hierarchy/$(subtree)/$1/cgroup.procs"; done
}

# Everything that runs on a host, as the machine counts its processes.
cgroup_pids() {
    local path
    path=/sys/fs/cgroup/pids/$(subtree)/$1
    [ ! -d "$path" ] || find "$path" -name cgroup.procs -exec cat {} + 2>/dev/null | grep -vx 0 | sort -un
}

# Hosts of which anything is left.
cgroup_hosts() {
    local path
    for path in "/sys/fs/cgroup/pids/$(subtree)"/*/; do
        [ ! -d "$path" ] || basename "$path"
    done
}

# cgroup_remove [HOST]: the kernel needs a moment after the last process
cgroup_remove() {
    local hierarchy path try
    for hierarchy in $(hierarchies); do
        path=$hierarchy/$(subtree)${1:+/$1}
        for ((try = 0; try < 100; try++)); do
            [ -d "$path" ] || break
            find "$path" -depth -type d -exec rmdir {} + 2>/dev/null || sleep 0.05
        done
        [ ! -d "$path" ] || die "cannot remove $path: $(cat "$path"/cgroup.procs 2>&1 | tr '\n' ' ')"
    done
}
