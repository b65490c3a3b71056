package dev.virtualip.agent.netlink;

/** The numbers of {@code linux/netlink.h}, {@code linux/rtnetlink.h}, {@code if_link.h} and {@code if_addr.h}. */
final class Rtnetlink {
    /** The length of {@code struct nlmsghdr}. */
    static final int HEADER_LENGTH = 16;

    /** The length of {@code struct nlattr}. */
    static final int ATTRIBUTE_HEADER_LENGTH = 4;

    /** The length of {@code struct ifinfomsg}. */
    static final int LINK_BODY_LENGTH = 16;

    /** The length of {@code struct rtmsg}. */
    static final int ROUTE_BODY_LENGTH = 12;

    /** The length of {@code struct ifaddrmsg}. */
    static final int ADDRESS_BODY_LENGTH = 8;

    static final int NLMSG_ERROR = 2;
    static final int NLMSG_DONE = 3;
    static final int NLMSG_OVERRUN = 4;
    static final int RTM_NEWLINK = 16;
    static final int RTM_DELLINK = 17;
    static final int RTM_GETLINK = 18;
    static final int RTM_NEWADDR = 20;
    static final int RTM_DELADDR = 21;
    static final int RTM_GETADDR = 22;
    static final int RTM_NEWROUTE = 24;
    static final int RTM_DELROUTE = 25;
    static final int RTM_GETROUTE = 26;

    static final int NLM_F_REQUEST = 0x1;
    static final int NLM_F_ACK = 0x4;
    static final int NLM_F_DUMP = 0x300;
    static final int NLM_F_REPLACE = 0x100;
    static final int NLM_F_EXCL = 0x200;
    static final int NLM_F_CREATE = 0x400;

    /** In an answer: the request is not repeated behind the error number. */
    static final int NLM_F_CAPPED = 0x100;

    /** In an answer: attributes with an explanation follow. */
    static final int NLM_F_ACK_TLVS = 0x200;

    static final int NLMSGERR_ATTR_MSG = 1;

    static final int AF_UNSPEC = 0;
    static final int AF_INET = 2;
    static final int AF_INET6 = 10;

    static final int IFA_ADDRESS = 1;
    static final int IFA_LOCAL = 2;
    static final int IFA_LABEL = 3;
    static final int IFA_CACHEINFO = 6;
    static final int IFA_FLAGS = 8;
    static final int IFA_PROTO = 11;

    static final int RTA_DST = 1;
    static final int RTA_SRC = 2;
    static final int RTA_OIF = 4;
    static final int RTA_PRIORITY = 6;

    static final int IFLA_ADDRESS = 1;
    static final int IFLA_IFNAME = 3;
    static final int IFLA_MTU = 4;
    static final int IFLA_MASTER = 10;
    static final int IFLA_WIRELESS = 11;
    static final int IFLA_OPERSTATE = 16;

    /** The type of an attribute is in the low 14 bits; the others say that it is nested or in network order. */
    static final int ATTRIBUTE_TYPE_MASK = 0x3fff;

    private Rtnetlink() {}

    /** Messages and attributes begin at multiples of four bytes. */
    static int align(int length) {
        return (length + 3) & ~3;
    }
}
