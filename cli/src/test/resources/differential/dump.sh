# Runs keepalived on the configuration $2, in a network namespace that nobody else has, until it has logged how it
# reads it; then ends it, before it can do anything. $1: what makes the interfaces.
ip -batch "$1"
pids="$2.pid $2.vrrp.pid"
timeout -s KILL 60 keepalived --dont-fork --vrrp --log-console --dump-conf --use-file="$2" \
    --pid="$2.pid" --vrrp_pid="$2.vrrp.pid" 2>&1 </dev/null | {
    sed '/Interfaces >/q' >"$2.dump"
    for file in $pids; do
        if read -r pid 2>/dev/null <"$file"; then kill -KILL "$pid" 2>/dev/null; fi
    done
    rm -f $pids
}
exit 0
