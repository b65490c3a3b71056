# shellcheck shell=bash
# Hosts: on and off, their cables, and what runs on them.

HOST_PATH=/opt/virtualip/bin:/usr/sbin:/usr/bin:/sbin:/bin

# on HOST COMMAND...: runs it on a host
on() {
    local pid
    pid=$(init_of "$1")
    shift
    nsenter -t "$pid" -m -u -i -n -p -C -- env "PATH=$HOST_PATH" HOME=/root "$@"
}

# on_network HOST COMMAND...: runs a program of the machine on a host's network
on_network() {
    local pid
    pid=$(init_of "$1")
    shift
    nsenter -t "$pid" -n -- "$@"
}

# Namespaces and init; no network yet.
host_boot() {
    local name=$1 folder outer
    folder=$(folder "$name")
    mkdir -p "$folder/log"
    rm -f "$folder/var/lib/host/ready"
    cgroup_make "$name"
    (
        cgroup_enter "$name"
        exec setsid unshare --mount --uts --ipc --net --pid --fork --cgroup \
            "$HERE/boot.sh" "$name" "$folder" "$DIR/programs"
    ) </dev/null >"$folder/log/boot.log" 2>&1 &
    outer=$!
    within 60 "$name's boot" test -e "$folder/var/lib/host/ready"
    remember "$folder/init.pid" "$(pgrep -P "$outer")"
}

# A power cut. A host that never finished booting has no init that we know: its processes are found by their cgroup.
host_off() {
    local folder pid try
    folder=$(folder "$1")
    if pid=$(remembered "$folder/init.pid"); then kill -9 "$pid"; fi
    for ((try = 0; try < 400; try++)); do
        [ -n "$(cgroup_pids "$1")" ] || break
        # shellcheck disable=SC2046 # one word for each process
        [ "$try" -lt 20 ] || kill -9 $(cgroup_pids "$1") 2>/dev/null || true
        sleep 0.02
    done
    [ "$try" -lt 400 ] || die "$1 does not die: $(cgroup_pids "$1" | tr '\n' ' ')"
    rm -f "$folder/init.pid"
    rmdir "$folder/root" 2>/dev/null || true
}

switch_on() {
    host_boot switch
    # Without a querier, snooping would keep VRRP's multicast from the hosts.
    printf '%s\n' 'link add bridge type bridge mcast_snooping 0 stp_state 0 forward_delay 0' \
        "addr add $LINK4.$ROUTER/24 dev bridge" "addr add $LINK6$ROUTER/64 dev bridge nodad" \
        'link set bridge up' | on_network switch ip -batch -
}

# A cable from the host's interface to a port of the switch that is named after the host; addresses; routes to Pods.
plug() {
    local host=$1 number node i
    number=$(number "$host")
    printf '%s\n' "link add $host type veth peer name $INTERFACE netns $(init_of "$host")" \
        "link set $host master bridge up" | on_network switch ip -batch -
    {
        printf '%s\n' "addr add $LINK4.$number/24 dev $INTERFACE" "addr add $LINK6$number/64 dev $INTERFACE nodad" \
            "link set $INTERFACE up" "route add default via $LINK4.$ROUTER" "route add default via $LINK6$ROUTER"
        for node in $(nodes); do
            [ "$node" != "$host" ] || continue
            i=$(node_index "$node")
            printf '%s\n' "route add $POD4.$((128 + 16 * i))/28 via $LINK4.$(number "$node")" \
                "route add $POD6:$i::/64 via $LINK6$(number "$node")"
        done
    } | on_network "$host" ip -batch -
}

cable() {
    case "$2" in
        up | down) on_network switch ip link set "$1" "$2" ;;
        *) die "a cable is up or down, not $2" ;;
    esac
}

# start_process HOST NAME COMMAND...: a child of the host's init, with its log in the host's folder
start_process() {
    local host=$1 name=$2 pid
    shift 2
    pid=$(init_of "$host")
    (
        cgroup_enter "$host"
        # shellcheck disable=SC2016 # for the shell inside
        exec nsenter -t "$pid" -m -u -i -n -p -C -- env "PATH=$HOST_PATH" HOME=/root /bin/sh -c \
            'cd /; setsid "$@" & echo $! >"/var/lib/host/$0.pid"' "$name" "$@"
    ) </dev/null >>"$(folder "$host")/log/$name.log" 2>&1
}

# signal_process HOST NAME SIGNAL
signal_process() {
    [ -e "$(folder "$1")/var/lib/host/$2.pid" ] || die "$1 has no process $2"
    # shellcheck disable=SC2016 # for the shell inside
    on "$1" sh -c 'kill "-$1" "$(cat "/var/lib/host/$0.pid")"' "$2" "$3"
}
