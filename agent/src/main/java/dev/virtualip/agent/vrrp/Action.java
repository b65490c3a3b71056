package dev.virtualip.agent.vrrp;

import java.net.InetAddress;
import java.util.List;

/** An action that a step asks the caller to carry out, in the given order. */
public sealed interface Action {

    /** Send one advertisement with this priority, now. */
    record Advertise(int priority) implements Action {}

    /** Put these addresses on the interface. */
    record Bind(List<InetAddress> addresses) implements Action {
        /** Keeps a copy of the addresses. */
        public Bind {
            addresses = List.copyOf(addresses);
        }
    }

    /** Take these addresses off the interface, and announce them no more. */
    record Unbind(List<InetAddress> addresses) implements Action {
        /** Keeps a copy of the addresses. */
        public Unbind {
            addresses = List.copyOf(addresses);
        }
    }

    /** Begin a burst of announcements for these addresses. */
    record Announce(List<InetAddress> addresses) implements Action {
        /** Keeps a copy of the addresses. */
        public Announce {
            addresses = List.copyOf(addresses);
        }
    }

    /** Stop announcing: another router is about to announce. */
    record StopAnnouncing() implements Action {}
}
