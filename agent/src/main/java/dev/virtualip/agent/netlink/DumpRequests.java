package dev.virtualip.agent.netlink;

import java.nio.ByteBuffer;

/** Requests for everything the kernel knows of a kind; the answer is a list of events that {@code Done} ends. */
public final class DumpRequests {
    private static final int FLAGS = Rtnetlink.NLM_F_REQUEST | Rtnetlink.NLM_F_DUMP;

    private DumpRequests() {}

    /** Appends the request for all links of this network namespace. */
    public static void links(ByteBuffer out, int sequence) {
        NetlinkWriter.begin(out, Rtnetlink.RTM_GETLINK, FLAGS, sequence)
                .bodyInt(Rtnetlink.AF_UNSPEC)
                .bodyInt(0)
                .bodyInt(0)
                .bodyInt(0)
                .end();
    }

    /** Appends the request for all addresses, IPv4 and IPv6, of this network namespace. */
    public static void addresses(ByteBuffer out, int sequence) {
        NetlinkWriter.begin(out, Rtnetlink.RTM_GETADDR, FLAGS, sequence)
                .bodyInt(Rtnetlink.AF_UNSPEC)
                .bodyInt(0)
                .end();
    }
}
