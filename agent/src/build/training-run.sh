#!/bin/sh
# The run that the ahead-of-time cache is made from, inside a network namespace of its own: take over, then stop.
set -eu
module=$1

ip link set lo up
ip link add eth0 type veth peer name eth0-peer
ip address add 192.0.2.1/24 dev eth0
ip link set eth0 up
ip link set eth0-peer up
# IPv6 needs a link-local address that is no longer tentative; the agent waits for it, and so does this run.
"$module/bin/virtualip-agent" run --config "$module/src/build/training.yaml" --http 127.0.0.1:0 \
    --state-dir "$module/target/training" &
agent=$!
sleep 6
kill -TERM "$agent"
wait "$agent"
