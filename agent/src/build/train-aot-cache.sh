#!/bin/sh
# Makes the agent's ahead-of-time cache (classes read, parsed and linked once; half the start) by a training run: the
# agent takes two addresses over, in a network namespace of its own that goes with it. Called by `mvn package`. Never
# fails: without the cache the agent only starts slower.
set -eu

module=$(dirname "$(dirname "$(dirname "$(readlink -f "$0")")")")
cache=$module/target/virtualip-agent.aot
log=$module/target/aot-training.log

# Current already: nothing that it was made of is newer.
if [ -e "$cache" ] && [ -z "$(find "$module/target/virtualip-agent.jar" "$module/target/lib" "$module/bin" \
    "$module/src/build" -newer "$cache" -print)" ]; then
    exit 0
fi
rm -f "$cache"

# A namespace of one's own takes root, or a kernel that lets users have namespaces.
if [ "$(id -u)" = 0 ]; then own="unshare --net"; else own="unshare --map-root-user --net"; fi
# Through the launcher, because a cache serves only the JVM and the options that it was made with.
# shellcheck disable=SC2086
if VIRTUALIP_AGENT_JAVA_OPTS="-XX:AOTCacheOutput=$cache" \
    timeout -k 5 60 $own sh "$module/src/build/training-run.sh" "$module" >"$log" 2>&1 && [ -e "$cache" ]; then
    exit 0
fi
rm -f "$cache" "$cache.config"
echo "No ahead-of-time cache: the training run failed (see $log). The agent works, it only starts slower."
