package dev.virtualip.agent.vrrp;

import static dev.virtualip.agent.vrrp.Story.SECOND;
import static dev.virtualip.agent.vrrp.Story.address;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Settings for tests: version 3, IPv4, priority 100, one second, always preempting, unless a test says otherwise. */
record TestSettings(RouterSettings build) {

    static TestSettings settings() {
        return new TestSettings(new RouterSettings(
                3,
                Family.IPV4,
                51,
                100,
                SECOND,
                Preemption.ALWAYS,
                List.of(Story.VIRTUAL),
                List.of(),
                Set.of(),
                Story.OWN,
                false,
                SECOND,
                false));
    }

    static RouterSettings priority(int priority) {
        return settings().withPriority(priority).build();
    }

    TestSettings withVersion(int version) {
        return edited(version, build.priority(), build.advertisementIntervalNanos(), build.preemption());
    }

    TestSettings withPriority(int priority) {
        return edited(build.version(), priority, build.advertisementIntervalNanos(), build.preemption());
    }

    TestSettings withInterval(long intervalNanos) {
        return edited(build.version(), build.priority(), intervalNanos, build.preemption());
    }

    TestSettings withPreemption(Preemption preemption) {
        return edited(build.version(), build.priority(), build.advertisementIntervalNanos(), preemption);
    }

    TestSettings withAddresses(String... addresses) {
        return placed(addresses(addresses), build.extraAddresses(), build.allowedSources(), build.sourceAddress());
    }

    TestSettings withExtraAddresses(String... addresses) {
        return placed(build.addresses(), addresses(addresses), build.allowedSources(), build.sourceAddress());
    }

    TestSettings withAllowedSources(InetAddress... sources) {
        return placed(build.addresses(), build.extraAddresses(), Set.of(sources), build.sourceAddress());
    }

    TestSettings withSource(String source) {
        return placed(build.addresses(), build.extraAddresses(), build.allowedSources(), address(source));
    }

    TestSettings inGroup() {
        return ending(true, build.stopGraceNanos(), build.awaitingVerdict());
    }

    TestSettings withStopGrace(long stopGraceNanos) {
        return ending(build.grouped(), stopGraceNanos, build.awaitingVerdict());
    }

    TestSettings awaitingVerdict() {
        return ending(build.grouped(), build.stopGraceNanos(), true);
    }

    private static List<InetAddress> addresses(String... addresses) {
        return Arrays.stream(addresses).map(Story::address).toList();
    }

    private TestSettings edited(int version, int priority, long intervalNanos, Preemption preemption) {
        return new TestSettings(new RouterSettings(
                version,
                build.family(),
                build.virtualRouterId(),
                priority,
                intervalNanos,
                preemption,
                build.addresses(),
                build.extraAddresses(),
                build.allowedSources(),
                build.sourceAddress(),
                build.grouped(),
                build.stopGraceNanos(),
                build.awaitingVerdict()));
    }

    private TestSettings placed(
            List<InetAddress> addresses, List<InetAddress> extra, Set<InetAddress> allowed, InetAddress source) {
        return new TestSettings(new RouterSettings(
                build.version(),
                Family.of(source),
                build.virtualRouterId(),
                build.priority(),
                build.advertisementIntervalNanos(),
                build.preemption(),
                addresses,
                extra,
                allowed,
                source,
                build.grouped(),
                build.stopGraceNanos(),
                build.awaitingVerdict()));
    }

    private TestSettings ending(boolean grouped, long stopGraceNanos, boolean awaitingVerdict) {
        return new TestSettings(new RouterSettings(
                build.version(),
                build.family(),
                build.virtualRouterId(),
                build.priority(),
                build.advertisementIntervalNanos(),
                build.preemption(),
                build.addresses(),
                build.extraAddresses(),
                build.allowedSources(),
                build.sourceAddress(),
                grouped,
                stopGraceNanos,
                awaitingVerdict));
    }
}
