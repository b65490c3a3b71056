# shellcheck shell=bash
# Names and addresses of a cluster, and its processes. The addresses exist inside of its namespaces only.
#
# The link, with the switch as everybody's router, is 192.0.2.0/24 and 2001:db8::/64. Numbers of hosts on it:
ROUTER=1 CONTROL=2 CLIENT=3 FIRST_NODE=11
LINK4=192.0.2 LINK6=2001:db8:: INTERFACE=eth1
# Services, the first of which is the API server's, and Pods: node i has POD4.(128+16i)/28 and POD6:i::/64
SERVICES4=203.0.113.0/26 SERVICES6=2001:db8:5::/112 API_SERVICE=203.0.113.1
POD4=203.0.113 POD6=2001:db8:2
API=https://$LINK4.$CONTROL:6443
PAUSE_IMAGE=virtualip.example/pause:1
MOST_NODES=8

say() { printf '%5s s  %s\n' "$(awk "BEGIN { printf \"%.1f\", $(now) / 1000 - $STARTED / 1000 }")" "$*" >&2; }
now() { date +%s%3N; }
STARTED=$(now)
die() {
    printf 'cluster: %s\n' "$*" >&2
    exit 1
}

# within SECONDS WHAT COMMAND...: repeats the command until it succeeds
within() {
    local end=$(($(now) + $1 * 1000)) what=$2
    shift 2
    until "$@" >/dev/null 2>&1; do
        [ "$(now)" -lt "$end" ] || die "$what did not come about in time; the logs are in $DIR/hosts/*/log"
        sleep 0.1
    done
}

# --- hosts: switch, control, client, and the nodes node-a, node-b ...
nodes() {
    local i
    for ((i = 0; i < $(cat "$DIR/nodes"); i++)); do node_name "$i"; done
}
hosts() {
    printf '%s\n' switch control client
    nodes
}
node_name() {
    local letters=abcdefgh
    printf 'node-%s\n' "${letters:$1:1}"
}
node_index() {
    local letters=abcdefgh before
    before=${letters%%"${1#node-}"*}
    printf '%s\n' "${#before}"
}
number() {
    case $1 in
        switch) echo "$ROUTER" ;;
        control) echo "$CONTROL" ;;
        client) echo "$CLIENT" ;;
        *) echo $((FIRST_NODE + $(node_index "$1"))) ;;
    esac
}
known_host() { one_of "$1" "$(hosts)" || die "no host '$1'; there are $(hosts | paste -sd ' ')"; }
known_node() { one_of "$1" "$(nodes)" || die "no node '$1'; there are $(nodes | paste -sd ' ')"; }
one_of() { [[ -n $1 && $'\n'$2$'\n' == *$'\n'"$1"$'\n'* ]]; }
folder() { printf '%s/hosts/%s\n' "$DIR" "$1"; }

# --- processes: a pid counts only together with the time at which that process started
start_of() { awk '{ sub(/.*\) /, ""); print $20 }' "/proc/$1/stat" 2>/dev/null; }
remember() { printf '%s %s\n' "$2" "$(start_of "$2")" >"$1"; }
remembered() {
    local pid start
    [ -s "$1" ] && read -r pid start <"$1" || return 1
    [ -n "$start" ] && [ "$(start_of "$pid")" = "$start" ] && printf '%s\n' "$pid"
}
is_up() { remembered "$(folder "$1")/init.pid" >/dev/null; }
init_of() { remembered "$(folder "$1")/init.pid" || die "$1 is down"; }

# --- programs, as e2e/kubernetes/programs.sh found them: lines "NAME PATH"
find_programs() { "$HERE/../kubernetes/programs.sh" "$@"; }
program() {
    local name path
    while read -r name path; do
        if [ "$name" = "$1" ]; then
            printf '%s\n' "$path"
            return
        fi
    done <"$DIR/programs"
    die "no program $1 in $DIR/programs"
}
