package dev.virtualip.agent.netlink;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

final class RouteLookupTest {

    @Test
    void requestNamesBothAddresses() {
        ByteBuffer out = ByteBuffer.allocate(256).order(ByteOrder.nativeOrder());
        RouteLookup.write(out, 7, InetAddress.ofLiteral("192.0.2.1"), InetAddress.ofLiteral("198.51.100.1"));
        out.flip();
        assertThat(out.getInt(0)).isEqualTo(out.limit()).isEqualTo(16 + 12 + 8 + 8);
        assertThat(out.getShort(4)).isEqualTo((short) 26);
        assertThat(out.get(16)).isEqualTo((byte) 2);
        assertThat(out.get(17)).isEqualTo((byte) 32);
        assertThat(out.slice(32, 4)).isEqualTo(bytes("198.51.100.1"));
        assertThat(out.slice(40, 4)).isEqualTo(bytes("192.0.2.1"));
    }

    @Test
    void answerNamesTheInterface() {
        ByteBuffer answer = ByteBuffer.allocate(256).order(ByteOrder.nativeOrder());
        NetlinkWriter.begin(answer, Rtnetlink.RTM_NEWROUTE, 0, 7)
                .bodyInt(2)
                .bodyInt(0)
                .bodyInt(0)
                .attribute(Rtnetlink.RTA_DST, new byte[] {1, 2, 3, 4})
                .attributeInt(Rtnetlink.RTA_OIF, 12)
                .end();
        answer.flip();
        assertThat(RouteLookup.interfaceIndex(answer)).isEqualTo(12);
    }

    @Test
    void truncatedAnswersNameNone() {
        ByteBuffer answer = ByteBuffer.allocate(256).order(ByteOrder.nativeOrder());
        NetlinkWriter.begin(answer, Rtnetlink.RTM_NEWROUTE, 0, 7)
                .bodyInt(2)
                .bodyInt(0)
                .bodyInt(0)
                .attributeInt(Rtnetlink.RTA_OIF, 12)
                .end();
        for (int end = 0; end < answer.position(); end++) {
            assertThat(RouteLookup.interfaceIndex(answer.duplicate().position(0).limit(end)))
                    .isZero();
        }
    }

    private static ByteBuffer bytes(String address) {
        return ByteBuffer.wrap(InetAddress.ofLiteral(address).getAddress());
    }
}
