package dev.virtualip.agent.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemoryLayout;
import java.lang.foreign.StructLayout;
import org.junit.jupiter.api.Test;

/** The offsets in use against the structures of 64-bit Linux, written down member by member. */
final class StructLayoutTest {
    private static final StructLayout MSGHDR = MemoryLayout.structLayout(
            JAVA_LONG.withName("msg_name"),
            JAVA_INT.withName("msg_namelen"),
            MemoryLayout.paddingLayout(4),
            JAVA_LONG.withName("msg_iov"),
            JAVA_LONG.withName("msg_iovlen"),
            JAVA_LONG.withName("msg_control"),
            JAVA_LONG.withName("msg_controllen"),
            JAVA_INT.withName("msg_flags"),
            MemoryLayout.paddingLayout(4));
    private static final StructLayout MMSGHDR = MemoryLayout.structLayout(
            MSGHDR.withName("msg_hdr"), JAVA_INT.withName("msg_len"), MemoryLayout.paddingLayout(4));
    private static final StructLayout IOVEC =
            MemoryLayout.structLayout(JAVA_LONG.withName("iov_base"), JAVA_LONG.withName("iov_len"));
    private static final StructLayout CMSGHDR = MemoryLayout.structLayout(
            JAVA_LONG.withName("cmsg_len"), JAVA_INT.withName("cmsg_level"), JAVA_INT.withName("cmsg_type"));
    private static final StructLayout IN_PKTINFO = MemoryLayout.structLayout(
            JAVA_INT.withName("ipi_ifindex"), JAVA_INT.withName("ipi_spec_dst"), JAVA_INT.withName("ipi_addr"));
    private static final StructLayout IN6_PKTINFO = MemoryLayout.structLayout(
            MemoryLayout.sequenceLayout(16, JAVA_BYTE).withName("ipi6_addr"), JAVA_INT.withName("ipi6_ifindex"));
    private static final StructLayout SOCKADDR_IN = MemoryLayout.structLayout(
            JAVA_SHORT.withName("sin_family"),
            JAVA_SHORT.withName("sin_port"),
            JAVA_INT.withName("sin_addr"),
            MemoryLayout.sequenceLayout(8, JAVA_BYTE));
    private static final StructLayout SOCKADDR_IN6 = MemoryLayout.structLayout(
            JAVA_SHORT.withName("sin6_family"),
            JAVA_SHORT.withName("sin6_port"),
            JAVA_INT.withName("sin6_flowinfo"),
            MemoryLayout.sequenceLayout(16, JAVA_BYTE).withName("sin6_addr"),
            JAVA_INT.withName("sin6_scope_id"));
    private static final StructLayout SOCKADDR_LL = MemoryLayout.structLayout(
            JAVA_SHORT.withName("sll_family"),
            JAVA_SHORT.withName("sll_protocol"),
            JAVA_INT.withName("sll_ifindex"),
            JAVA_SHORT.withName("sll_hatype"),
            JAVA_BYTE.withName("sll_pkttype"),
            JAVA_BYTE.withName("sll_halen"),
            MemoryLayout.sequenceLayout(8, JAVA_BYTE));
    private static final StructLayout SOCKADDR_NL = MemoryLayout.structLayout(
            JAVA_SHORT.withName("nl_family"),
            JAVA_SHORT.withName("nl_pad"),
            JAVA_INT.withName("nl_pid"),
            JAVA_INT.withName("nl_groups"));
    private static final StructLayout SOCK_FPROG = MemoryLayout.structLayout(
            JAVA_SHORT.withName("len"), MemoryLayout.paddingLayout(6), JAVA_LONG.withName("filter"));

    @Test
    void messageHeaders() {
        assertThat(MMSGHDR.byteSize()).isEqualTo(MessageHeader.SIZE);
        assertThat(offset(MSGHDR, "msg_name")).isEqualTo(MessageHeader.NAME);
        assertThat(offset(MSGHDR, "msg_namelen")).isEqualTo(MessageHeader.NAME_LENGTH);
        assertThat(offset(MSGHDR, "msg_iov")).isEqualTo(MessageHeader.VECTOR);
        assertThat(offset(MSGHDR, "msg_iovlen")).isEqualTo(MessageHeader.VECTOR_COUNT);
        assertThat(offset(MSGHDR, "msg_control")).isEqualTo(MessageHeader.CONTROL);
        assertThat(offset(MSGHDR, "msg_controllen")).isEqualTo(MessageHeader.CONTROL_LENGTH);
        assertThat(offset(MSGHDR, "msg_flags")).isEqualTo(MessageHeader.FLAGS);
        assertThat(offset(MMSGHDR, "msg_len")).isEqualTo(MessageHeader.LENGTH);
        assertThat(IOVEC.byteSize()).isEqualTo(MessageHeader.VECTOR_SIZE);
        assertThat(offset(IOVEC, "iov_base")).isEqualTo(MessageHeader.VECTOR_BASE);
        assertThat(offset(IOVEC, "iov_len")).isEqualTo(MessageHeader.VECTOR_LENGTH);
    }

    @Test
    void controlMessages() {
        assertThat(CMSGHDR.byteSize()).isEqualTo(ControlMessages.HEADER_SIZE);
        assertThat(offset(CMSGHDR, "cmsg_level")).isEqualTo(ControlMessages.LEVEL);
        assertThat(offset(CMSGHDR, "cmsg_type")).isEqualTo(ControlMessages.TYPE);
        assertThat(IN_PKTINFO.byteSize()).isEqualTo(ControlMessages.INET_INFO_SIZE);
        assertThat(offset(IN_PKTINFO, "ipi_spec_dst")).isEqualTo(ControlMessages.INET_INFO_SOURCE);
        assertThat(IN6_PKTINFO.byteSize()).isEqualTo(ControlMessages.INET6_INFO_SIZE);
        assertThat(offset(IN6_PKTINFO, "ipi6_ifindex")).isEqualTo(ControlMessages.INET6_INFO_INTERFACE);
    }

    @Test
    void socketAddresses() {
        assertThat(SOCKADDR_IN.byteSize()).isEqualTo(SocketAddresses.INET_SIZE);
        assertThat(offset(SOCKADDR_IN, "sin_addr")).isEqualTo(SocketAddresses.INET_ADDRESS);
        assertThat(SOCKADDR_IN6.byteSize()).isEqualTo(SocketAddresses.INET6_SIZE);
        assertThat(offset(SOCKADDR_IN6, "sin6_addr")).isEqualTo(SocketAddresses.INET6_ADDRESS);
        assertThat(offset(SOCKADDR_IN6, "sin6_scope_id")).isEqualTo(SocketAddresses.INET6_SCOPE);
        assertThat(SOCKADDR_LL.byteSize()).isEqualTo(SocketAddresses.LINK_SIZE);
        assertThat(offset(SOCKADDR_LL, "sll_protocol")).isEqualTo(SocketAddresses.LINK_PROTOCOL);
        assertThat(offset(SOCKADDR_LL, "sll_ifindex")).isEqualTo(SocketAddresses.LINK_INDEX);
        assertThat(SOCKADDR_NL.byteSize()).isEqualTo(SocketAddresses.NETLINK_SIZE);
        assertThat(offset(SOCKADDR_NL, "nl_pid")).isEqualTo(SocketAddresses.NETLINK_PORT);
    }

    @Test
    void packetFilters() {
        assertThat(SOCK_FPROG.byteSize()).isEqualTo(PacketFilter.PROGRAM_SIZE);
        assertThat(offset(SOCK_FPROG, "filter")).isEqualTo(PacketFilter.PROGRAM_INSTRUCTIONS);
    }

    private static long offset(StructLayout struct, String member) {
        return struct.byteOffset(MemoryLayout.PathElement.groupElement(member));
    }
}
