package dev.virtualip.operator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Allowed sources follow the addresses that nodes report; no Active is refused in between. */
class AllowedSourcesTest {
    private static final String NEW = "192.0.2.201";

    private final MiniCluster cluster = MiniCluster.of(3);
    private final Host active;
    private final String old;

    AllowedSourcesTest() {
        cluster.settle();
        cluster.put("vip", "192.0.2.210/24");
        active = cluster.host(new Planned(cluster.settle()).nodes("vip").getFirst());
        old = own(active).getFirst();
    }

    private static List<String> own(Host host) {
        return Objects.requireNonNull(host.interfaces.get("eth1")).stream()
                .map(prefix -> prefix.replaceFirst("/.*", ""))
                .filter(address -> address.startsWith("192.0.2."))
                .toList();
    }

    /** What each node accepts. */
    private List<List<String>> allowed() {
        return cluster.plan().routers().values().stream()
                .map(spec -> spec.virtualRouters().getFirst().vrrpOrDefault().allowedSources())
                .toList();
    }

    @Test
    void allAddressesThatACandidateHasOnTheInterfaceAreAllowed() {
        active.with("eth1", old + "/24", NEW + "/24");
        cluster.agents();

        assertThat(allowed())
                .hasSize(3)
                .allSatisfy(sources -> assertThat(sources).contains(old, NEW));
    }

    @Test
    void anotherOwnAddressTakesThePlaceOfTheOldOne() {
        active.with("eth1", NEW + "/24");
        cluster.settle();

        assertThat(allowed())
                .hasSize(3)
                .allSatisfy(sources -> assertThat(sources).contains(NEW).doesNotContain(old));
    }

    @Test
    void oldOneIsAcceptedAsLongAsTheActiveSendsFromIt() {
        active.with("eth1", NEW + "/24");
        active.formerSource = old;
        cluster.settle();
        assertThat(allowed())
                .hasSize(3)
                .allSatisfy(sources -> assertThat(sources).contains(NEW, old));

        active.formerSource = null;
        cluster.settle();
        assertThat(allowed())
                .hasSize(3)
                .allSatisfy(sources -> assertThat(sources).contains(NEW).doesNotContain(old));
    }

    @Test
    void activeWhoseHostHasNoAddressForAMomentIsAcceptedAndStaysACandidate() {
        active.with("eth1", "fe80::1/64");
        active.formerSource = old;
        cluster.settle();

        assertThat(new Planned(cluster.plan()).nodes("vip")).contains(active.name);
        assertThat(allowed())
                .hasSize(3)
                .allSatisfy(sources -> assertThat(sources).contains(old));
    }
}
