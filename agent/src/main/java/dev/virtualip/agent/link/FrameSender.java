package dev.virtualip.agent.link;

import java.net.InetAddress;
import java.util.List;

/** Tells the link where addresses are now, and asks it. */
public interface FrameSender {

    /** How many announcements or questions one call carries at most. */
    int FRAMES_MAX = 64;

    /**
     * Announces addresses of one family on an interface: IPv4 by gratuitous ARP, IPv6 by unsolicited neighbor
     * advertisement.
     *
     * @return how many of them the kernel took
     */
    int announce(HostInterface link, List<InetAddress> addresses);

    /** Asks on an interface who has these addresses of one family, and claims none: ARP probes, or solicitations. */
    void ask(HostInterface link, List<InetAddress> addresses);
}
