package dev.virtualip.crds.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** RFC 9568 section 5.2.9: the first IPv6 address is link-local; RFC 4291 says what one looks like. */
class LinkLocalAddressTest {
    private static final InetAddress FIRST = address("2001:db8::10");

    @Test
    void itIsTheSameOnEveryNodeAndInEveryRelease() {
        assertThat(LinkLocalAddress.derive(51, FIRST))
                .isEqualTo(LinkLocalAddress.derive(51, address("2001:db8:0::10")));
        assertThat(LinkLocalAddress.derive(51, FIRST)).isEqualTo(address("fe80::586d:f0a1:2641:1630"));
    }

    @Test
    void itIsLinkLocalWithZerosBetweenThePrefixAndALocalIndividualIdentifier() {
        for (int id = 1; id <= 255; id++) {
            byte[] bytes = LinkLocalAddress.derive(id, FIRST).getAddress();
            assertThat(bytes).startsWith(0xfe, 0x80, 0, 0, 0, 0, 0, 0);
            assertThat(bytes[8] & 0x03).isZero();
        }
    }

    @Test
    void virtualRoutersOfOneLinkGetDifferentOnes() {
        Set<InetAddress> derived = new HashSet<>();
        for (int id = 1; id <= 255; id++) {
            for (int host = 1; host <= 100; host++) {
                derived.add(LinkLocalAddress.derive(id, address("2001:db8::" + Integer.toHexString(host))));
            }
        }
        assertThat(derived).hasSize(255 * 100);
    }

    private static InetAddress address(String text) {
        return InetAddress.ofLiteral(text);
    }
}
