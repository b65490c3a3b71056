package dev.virtualip.agent.config.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.agent.node.AnnouncementSchedule;
import dev.virtualip.agent.node.Binding;
import dev.virtualip.agent.node.Transmission;
import dev.virtualip.agent.node.VirtualAddress;
import dev.virtualip.agent.node.VirtualRouterSpec;
import dev.virtualip.agent.vrrp.ChecksumForm;
import dev.virtualip.agent.vrrp.Family;
import dev.virtualip.agent.vrrp.Preemption;
import dev.virtualip.crds.format.LinkLocalAddress;
import dev.virtualip.crds.v1alpha1.VirtualRouter;
import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From documents to what the router runs. */
class SpecMapperTest {
    private static final long MILLI = 1_000_000;
    private static final long SECOND = 1_000 * MILLI;

    @Test
    void omittedFieldHasTheContractsDefault() {
        assertThat(first("defaults"))
                .isEqualTo(new VirtualRouterSpec(
                        "web",
                        List.of(),
                        "eth1",
                        "eth1",
                        Family.IPV4,
                        3,
                        55,
                        100,
                        SECOND,
                        Preemption.ALWAYS,
                        Set.of(),
                        null,
                        "",
                        new Binding(List.of(address("192.0.2.10", 24)), List.of(), null, false, 3 * SECOND),
                        new Transmission(false, List.of(), ChecksumForm.WITH_PSEUDO_HEADER, null, null),
                        new AnnouncementSchedule(5, 100 * MILLI, SECOND, 60 * SECOND),
                        List.of(),
                        false,
                        true));
    }

    @Test
    void contractsExampleArrivesWhole() {
        NodeConfig config = ConfigDocuments.config(ConfigDocuments.valid("contract-example"));

        assertThat(config.nodeName()).isEqualTo("node-a");
        assertThat(config.virtualRouters())
                .containsExactly(new VirtualRouterSpec(
                        "ingress-ipv4",
                        List.of("ingress"),
                        "eth1",
                        "eth1",
                        Family.IPV4,
                        2,
                        55,
                        150,
                        SECOND,
                        Preemption.ALWAYS,
                        Set.of(),
                        "edge",
                        "",
                        new Binding(List.of(address("192.168.31.5", 24)), List.of(), "eth1:1", false, 3 * SECOND),
                        new Transmission(
                                false,
                                List.of(),
                                ChecksumForm.WITH_PSEUDO_HEADER,
                                "123456",
                                InetAddress.ofLiteral("192.168.31.11")),
                        new AnnouncementSchedule(5, 100 * MILLI, SECOND, 60 * SECOND),
                        List.of(),
                        false,
                        true));
    }

    @Test
    void priorityOfThePlannedFirstIsTheOperators() {
        assertThat(VirtualRouterSpec.FIRST_PLANNED_PRIORITY).isEqualTo(VirtualRouter.FIRST_PLANNED_PRIORITY);
    }

    @Test
    void jsonSaysTheSameAsYaml() {
        assertThat(first("json")).isEqualTo(first("defaults"));
    }

    @ParameterizedTest
    @CsvSource({"octal, 0123", "number, 123456", "truth, yes"})
    void passwordIsTheTextThatWasWritten(String kind, String password) {
        assertThat(first("password-looks-like-" + kind).transmission().password())
                .isEqualTo(password);
    }

    @Test
    void unicastRouterKnowsItsPeers() {
        VirtualRouterSpec router = first("unicast");

        assertThat(router.transmission())
                .isEqualTo(new Transmission(
                        true,
                        List.of(InetAddress.ofLiteral("192.0.2.2"), InetAddress.ofLiteral("192.0.2.3")),
                        ChecksumForm.MESSAGE_ONLY,
                        null,
                        InetAddress.ofLiteral("192.0.2.1")));
        assertThat(router.allowedSources()).containsExactly(InetAddress.ofLiteral("192.0.2.2"));
    }

    @Test
    void ipv6ListIsLedByADerivedLinkLocalAddress() {
        InetAddress first = InetAddress.ofLiteral("2001:db8::10");

        assertThat(first("ipv6-derived-link-local").binding().addresses())
                .containsExactly(
                        new VirtualAddress(LinkLocalAddress.derive(55, first), 128),
                        new VirtualAddress(first, 64),
                        address("2001:db8::11", 64));
    }

    @Test
    void ipv6ListIsLedByTheLinkLocalAddressThatIsGiven() {
        assertThat(first("ipv6-link-local-second").binding().addresses())
                .containsExactly(address("fe80::10", 64), address("2001:db8::10", 64));
    }

    @Test
    void routerThatWasReleasedDoesNotPreempt() {
        assertThat(first("release-stops-preemption").release()).isEqualTo("move-7");
        assertThat(first("release-stops-preemption").preemption()).isEqualTo(Preemption.NEVER);
    }

    @Test
    void preemptionIsDelayedOrNever() {
        assertThat(first("preempt-delayed").preemption()).isEqualTo(new Preemption(true, 90 * SECOND));
        assertThat(first("preempt-never").preemption()).isEqualTo(Preemption.NEVER);
    }

    @Test
    void zeroMeansPermanentAndNeverAgain() {
        assertThat(first("announcements").binding().lifetimeNanos()).isZero();
        assertThat(first("announcements").announcements()).isEqualTo(new AnnouncementSchedule(1, 0, 0, 0));
    }

    private static VirtualRouterSpec first(String document) {
        return ConfigDocuments.config(ConfigDocuments.valid(document))
                .virtualRouters()
                .getFirst();
    }

    private static VirtualAddress address(String text, int prefixLength) {
        return new VirtualAddress(InetAddress.ofLiteral(text), prefixLength);
    }
}
