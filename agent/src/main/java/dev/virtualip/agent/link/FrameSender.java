package dev.virtualip.agent.link;

import java.net.InetAddress;
import java.util.List;

/** Sends frames that announce addresses on a link, or probe for them. */
public interface FrameSender {

    /** The largest number of announcements or probes in one call. */
    int FRAMES_MAX = 64;

    /**
     * Announces addresses of one family on an interface: IPv4 by gratuitous ARP, IPv6 by unsolicited neighbor
     * advertisement.
     *
     * @return how many of them the kernel took
     */
    int announce(HostInterface link, List<InetAddress> addresses);

    /** Asks for the hosts that have these addresses of one family, and claims none: ARP probes, or solicitations. */
    void ask(HostInterface link, List<InetAddress> addresses);
}
