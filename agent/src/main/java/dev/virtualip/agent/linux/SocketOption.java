package dev.virtualip.agent.linux;

/** The socket options the agent sets, with level and number; see socket(7), {ip,tcp,ipv6,packet,netlink}(7). */
enum SocketOption {
    SO_SNDBUF(Level.SOL_SOCKET, 7),
    SO_RCVBUF(Level.SOL_SOCKET, 8),
    SO_KEEPALIVE(Level.SOL_SOCKET, 9),
    SO_PRIORITY(Level.SOL_SOCKET, 12),
    SO_BINDTODEVICE(Level.SOL_SOCKET, 25),
    SO_ATTACH_FILTER(Level.SOL_SOCKET, 26),
    SO_RCVBUFFORCE(Level.SOL_SOCKET, 33),
    SO_RXQ_OVFL(Level.SOL_SOCKET, 40),
    IP_TOS(Level.IPPROTO_IP, 1),
    IP_TTL(Level.IPPROTO_IP, 2),
    IP_TRANSPARENT(Level.IPPROTO_IP, 19),
    IP_MULTICAST_IF(Level.IPPROTO_IP, 32),
    IP_MULTICAST_TTL(Level.IPPROTO_IP, 33),
    IP_MULTICAST_LOOP(Level.IPPROTO_IP, 34),
    IP_ADD_MEMBERSHIP(Level.IPPROTO_IP, 35),
    IP_MULTICAST_ALL(Level.IPPROTO_IP, 49),
    TCP_KEEPIDLE(Level.IPPROTO_TCP, 4),
    TCP_KEEPINTVL(Level.IPPROTO_TCP, 5),
    TCP_KEEPCNT(Level.IPPROTO_TCP, 6),
    TCP_USER_TIMEOUT(Level.IPPROTO_TCP, 18),
    IPV6_UNICAST_HOPS(Level.IPPROTO_IPV6, 16),
    IPV6_MULTICAST_IF(Level.IPPROTO_IPV6, 17),
    IPV6_MULTICAST_HOPS(Level.IPPROTO_IPV6, 18),
    IPV6_MULTICAST_LOOP(Level.IPPROTO_IPV6, 19),
    IPV6_JOIN_GROUP(Level.IPPROTO_IPV6, 20),
    IPV6_MULTICAST_ALL(Level.IPPROTO_IPV6, 29),
    IPV6_RECVPKTINFO(Level.IPPROTO_IPV6, 49),
    IPV6_RECVHOPLIMIT(Level.IPPROTO_IPV6, 51),
    IPV6_TCLASS(Level.IPPROTO_IPV6, 67),
    IPV6_TRANSPARENT(Level.IPPROTO_IPV6, 75),
    NETLINK_ADD_MEMBERSHIP(Level.SOL_NETLINK, 1),
    NETLINK_CAP_ACK(Level.SOL_NETLINK, 10),
    NETLINK_EXT_ACK(Level.SOL_NETLINK, 11);

    private final int level;
    private final int number;

    SocketOption(int level, int number) {
        this.level = level;
        this.number = number;
    }

    int level() {
        return level;
    }

    int number() {
        return number;
    }

    private static final class Level {
        static final int IPPROTO_IP = 0;
        static final int SOL_SOCKET = 1;
        static final int IPPROTO_TCP = 6;
        static final int IPPROTO_IPV6 = 41;
        static final int SOL_NETLINK = 270;

        private Level() {}
    }
}
