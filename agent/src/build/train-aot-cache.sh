#!/bin/sh
# Makes the agent's ahead-of-time cache (classes read, parsed and linked once; half the start) by a training run.
# Called by `mvn package` with the training command as arguments. Never fails: without the cache the agent only
# starts slower.
set -eu

module=$(dirname "$(dirname "$(dirname "$(readlink -f "$0")")")")
cache=$module/target/virtualip-agent.aot
log=$module/target/aot-training.log

# Current already: nothing that it was made of is newer.
if [ -e "$cache" ] && [ -z "$(find "$module/target/virtualip-agent.jar" "$module/target/lib" "$module/bin" \
    -newer "$cache" -print)" ]; then
    exit 0
fi
rm -f "$cache"
# Through the launcher, because a cache serves only the JVM and the options that it was made with.
if VIRTUALIP_AGENT_JAVA_OPTS="-XX:AOTCacheOutput=$cache" \
    timeout -k 5 60 "$module/bin/virtualip-agent" "$@" >"$log" 2>&1; then
    exit 0
fi
rm -f "$cache" "$cache.config"
echo "No ahead-of-time cache: 'virtualip-agent $*' failed (see $log). The agent works, it only starts slower."
