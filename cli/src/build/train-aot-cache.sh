#!/bin/sh
# Makes the ahead-of-time cache of the command line (classes read, parsed and linked once) by a training run against a
# small cluster in files. Called by `mvn package`. Never fails: without the cache the program only starts slower.
set -eu

module=$(dirname "$(dirname "$(dirname "$(readlink -f "$0")")")")
cache=$module/target/virtualip.aot
log=$module/target/aot-training.log
# shellcheck source-path=SCRIPTDIR source=../../../bin/find-java.sh
. "$module/../bin/find-java.sh"

# Current already: nothing that it was made of is newer.
if [ -e "$cache" ] && [ -z "$(find "$module/target/virtualip.jar" "$module/target/lib" "$module/bin" \
    "$module/src/build" -newer "$cache" -print)" ]; then
    exit 0
fi
rm -f "$cache"
find_java virtualip

# Files as the API server would answer: the JDK's own file server, on loopback, ended with this script.
"${JAVA%/java}/jwebserver" -b 127.0.0.1 -p 0 -d "$module/src/build/training" >"$log" 2>&1 &
server=$!
trap 'kill "$server" 2>/dev/null || true' EXIT
port=''
for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
    port=$(sed -n 's/.*port \([0-9][0-9]*\).*/\1/p' "$log" | head -1)
    [ -z "$port" ] || break
    sleep 0.5
done
cat >"$module/target/training.kubeconfig" <<KUBECONFIG
apiVersion: v1
kind: Config
current-context: training
clusters: [{name: training, cluster: {server: "http://127.0.0.1:$port"}}]
users: [{name: training, user: {token: training}}]
contexts: [{name: training, context: {cluster: training, user: training}}]
KUBECONFIG
# Through the launcher, because a cache serves only the JVM and the options that it was made with.
if [ -n "$port" ] && VIRTUALIP_JAVA_OPTS="-XX:AOTCacheOutput=$cache" timeout -k 5 60 "$module/bin/virtualip" \
    why ingress --kubeconfig "$module/target/training.kubeconfig" >>"$log" 2>&1 && [ -e "$cache" ]; then
    exit 0
fi
rm -f "$cache" "$cache.config"
echo "No ahead-of-time cache: the training run failed (see $log). virtualip works, it only starts slower."
