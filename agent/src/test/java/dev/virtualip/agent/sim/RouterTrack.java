package dev.virtualip.agent.sim;

import dev.virtualip.agent.node.JournalEntry;
import dev.virtualip.agent.node.VirtualRouterSpec;
import dev.virtualip.agent.vrrp.State;
import java.net.InetAddress;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** The behaviour of one virtual router on one host since its agent began, as its journal and its frames show it. */
final class RouterTrack {
    final RouterPlan plan;

    /** The addresses that it has to have on its interface, since these instants. */
    final Map<InetAddress, Long> required = new LinkedHashMap<>();

    String label = "Initialize";
    long activeSinceNanos;
    long lastAdvertisedNanos;

    /** Whether it was Active at the beginning of this turn or became Active in it. */
    boolean activeInTurn;

    /** Whether it ceased to be Active in this turn. */
    boolean leftInTurn;

    /** The priorities that it has advertised in this turn. */
    final Set<Integer> advertisedInTurn = new HashSet<>();

    /** Whether its agent slept so long that it must leave before it does anything else. */
    boolean mustLeave;

    /** Whether its agent slept in the middle of a turn, so that it must have left at the end of the turn. */
    boolean mustLeaveInTurn;

    RouterTrack(RouterPlan plan) {
        this.plan = plan;
    }

    boolean active() {
        return label.equals("Active");
    }

    boolean holding() {
        return active() || label.equals("Releasing");
    }

    void stepped(JournalEntry entry, long nowNanos) {
        boolean was = entry.before() instanceof State.Active;
        boolean is = entry.step().next() instanceof State.Active;
        label = entry.step().next().label();
        activeInTurn |= was || is;
        if (is && !was) {
            activeSinceNanos = nowNanos;
            required.clear();
            entry.settings().heldAddresses().forEach(address -> required.put(address, nowNanos));
        }
        if (was && !is) {
            leftInTurn = true;
        }
        if (!is) {
            mustLeave = false;
            mustLeaveInTurn = false;
            required.clear();
        }
    }

    /** The agent is given another specification; the journal leaves some of what follows out when it is busy. */
    void configured(VirtualRouterSpec spec, long nowNanos) {
        Set<InetAddress> addresses = new LinkedHashSet<>();
        spec.binding().addresses().forEach(address -> addresses.add(address.address()));
        spec.binding().extraAddresses().forEach(address -> addresses.add(address.address()));
        required.keySet().retainAll(addresses);
        if (active() && !spec.askFirst()) {
            addresses.forEach(address -> required.putIfAbsent(address, nowNanos));
        }
    }

    void endTurn() {
        activeInTurn = active();
        leftInTurn = false;
        advertisedInTurn.clear();
    }
}
