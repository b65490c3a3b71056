#!/bin/sh
# Regenerates deploy/src/main/image/virtualip-agent.classes: the classes of the JDK and of libraries that the agent loads,
# of which its image's class archive is made. Our own are added by the build, from the jars. Run as root after
# "mvn -B -P image package", when the JDK or a library has another version; commit the result.
#
#   list-classes.sh --missing     # only names the classes that a start loads and that the image's archive lacks
#   list-classes.sh [LIST...]     # adds classes of these too: files of -XX:DumpLoadedClassList, from runs with --node
#
# Such lists come from a demo: without agent/target/virtualip-agent.aot, and with
# VIRTUALIP_AGENT_JAVA_OPTS='-Xshare:off -XX:DumpLoadedClassList=/tmp/loaded.%p' bin/demo
# Of them only JSON and the HTTP client are taken: TLS alone would add 10 MB to the image, and comes into play when VRRP
# runs already.
set -eu

deploy=$(dirname "$(dirname "$(dirname "$(readlink -f "$0")")")")
root=$deploy/target/images/virtualip-agent
list=$deploy/src/main/image/virtualip-agent.classes
[ -x "$root/opt/java/bin/java" ] || {
    echo "list-classes.sh: no image in $root: run mvn -B -P image package first" >&2
    exit 1
}

# Runs the agent in the image for some seconds in a network of its own: start SECONDS JVM-OPTION...
start() {
    cp "$deploy/../agent/src/build/training.yaml" "$root/tmp/training.yaml"
    unshare --net --mount --pid --fork --kill-child sh -s "$root" "$@" <<'RUN'
set -eu
root=$1 seconds=$2
shift 2
ip link set lo up
ip link add eth0 type veth peer name eth0-peer
ip address add 192.0.2.1/24 dev eth0
ip link set eth0 up
ip link set eth0-peer up
mount -t proc proc "$root/proc"
mount --bind /dev "$root/dev"
# IPv6 needs a link-local address that is no longer tentative.
chroot "$root" /opt/java/bin/java -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:+UseCompactObjectHeaders \
    -Djdk.reflect.useNativeAccessorOnly=true -Djava.library.path=/opt/virtualip/native \
    -Dslf4j.provider=org.slf4j.simple.SimpleServiceProvider --sun-misc-unsafe-memory-access=allow \
    "$@" -jar /opt/virtualip/virtualip-agent.jar \
    run --config /tmp/training.yaml --http 127.0.0.1:0 --state-dir /tmp/training &
agent=$!
sleep "$seconds"
kill -TERM "$agent"
wait "$agent"
RUN
    rm -rf "$root/tmp/training" "$root/tmp/training.yaml"
}

if [ "${1:-}" = --missing ]; then
    start 4 -Xshare:on -XX:SharedArchiveFile=/opt/virtualip/virtualip-agent.jsa -Xlog:class+load:file=/tmp/loaded >&2
    # Not counted: what the JVM makes itself while it runs (lambda forms, proxies, switches over patterns).
    sed -n 's/^[^]]*]\(\[[^]]*]\)* \([^ ]*\) source: .*/\2 &/p' "$root/tmp/loaded" |
        grep -v 'shared objects file\|__dynamic_proxy__\|__JVM_\|/0x' | cut -d ' ' -f 1 | LC_ALL=C sort -u
    rm -f "$root/tmp/loaded"
    exit 0
fi
start 8 -Xshare:off -XX:DumpLoadedClassList=/tmp/loaded

# Sorted, without numbers and without what only the other kind of cache uses: the same classes give the same file.
more='^\(com/fasterxml\|java/net\|jdk/internal/net/http\)'
{
    cat "$root/tmp/loaded"
    [ $# -eq 0 ] || cat "$@" | grep "$more"
} | grep -v '^#\|^@cp\|^\(@lambda-proxy \)\?dev/virtualip/' | sed 's/ id: [0-9]*$//' | LC_ALL=C sort -u >"$list.new"
mv "$list.new" "$list"
rm -f "$root/tmp/loaded"
echo "$list: $(wc -l <"$list") lines"
