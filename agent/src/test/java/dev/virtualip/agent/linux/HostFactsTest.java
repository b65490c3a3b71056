package dev.virtualip.agent.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Facts about its host that the agent reads without any capability. */
final class HostFactsTest {
    @Test
    void capabilitiesAreReadFromTheStatusOfTheProcess() {
        Capabilities both = Capabilities.parse(List.of("CapPrm:\t0", "CapEff:\t0000000000003000", "CapBnd:\t0"));
        assertThat(both.netAdmin() && both.netRaw()).isTrue();
        assertThat(both.sysNice()).isFalse();
        assertThat(both.missing()).isEmpty();
        assertThat(Capabilities.parse(List.of("CapEff:\t000001ffffffffff")).sysNice())
                .isTrue();
    }

    @Test
    void missingCapabilitiesAreNamed() {
        assertThat(Capabilities.parse(List.of("CapEff:\t0000000000002000")).missing())
                .containsExactly("CAP_NET_ADMIN");
        assertThat(Capabilities.parse(List.of("CapEff:\tnonsense")).missing())
                .containsExactly("CAP_NET_ADMIN", "CAP_NET_RAW");
        assertThat(Capabilities.parse(List.of()).missing()).hasSize(2);
    }

    @Test
    void rootHasTheCapabilitiesAndOthersDoNot() throws IOException {
        boolean root = "root".equals(System.getProperty("user.name"));
        assertThat(Capabilities.ofThisProcess().missing().isEmpty()).isEqualTo(root);
    }

    @Test
    void clocksRun() {
        Clocks clocks = new Clocks();
        long monotonic = clocks.monotonicNanos();
        long boot = clocks.bootNanos();
        long wall = clocks.wallNanos();
        assertThat(wall / 1_000_000).isCloseTo(System.currentTimeMillis(), within(5_000L));
        assertThat(boot).isPositive();
        assertThat(clocks.bootNanos()).isGreaterThan(boot);
        assertThat(clocks.monotonicNanos()).isGreaterThan(monotonic);
    }

    @Test
    void interfaceThatIsNotThereHasNoSettings() {
        assertThat(Sysctl.read("ipv4", "nosuch0", "promote_secondaries")).isEmpty();
        assertThat(Sysctl.ipv6Disabled("nosuch0")).isTrue();
        assertThat(Sysctl.forwardsIpv6("nosuch0")).isFalse();
    }

    @Test
    void nameThatIsAPathIsNoInterface() {
        assertThat(Sysctl.read("ipv4", "lo", "promote_secondaries")).isPresent();
        for (String name : List.of("", ".", "..", "../conf/lo", "lo/../lo", "/proc/sys/net/ipv4/conf/lo")) {
            assertThat(Sysctl.read("ipv4", name, "promote_secondaries"))
                    .as(name)
                    .isEmpty();
        }
    }

    @Test
    void errorIsNamedWithItsRemedy() {
        assertThat(new NativeIoException("bind", 99))
                .hasMessage("bind failed: EADDRNOTAVAIL (Cannot assign requested address)");
        assertThat(new NativeIoException("socket", 1)).hasMessageContaining("CAP_NET_RAW");
        assertThat(new NativeIoException("socket", 4711)).hasMessage("socket failed: error 4711");
        assertThat(new NativeIoException("socket", 1).is(Errno.EPERM)).isTrue();
    }
}
