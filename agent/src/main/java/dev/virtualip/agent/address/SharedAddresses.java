package dev.virtualip.agent.address;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/** Passes an address from one virtual router of this node to another that wants it on the same interface. */
public final class SharedAddresses {
    private final List<Sharer> sharers = new ArrayList<>();

    /** One virtual router with addresses. */
    interface Sharer {
        /** Takes over an address that is bound on an interface, if the virtual router wants it there. */
        boolean takeOver(int linkIndex, InetAddress address);
    }

    public void add(Sharer sharer) {
        sharers.add(sharer);
    }

    public void remove(Sharer sharer) {
        sharers.remove(sharer);
    }

    /** Hands an address to all others that want it; true if there is one, so that the address stays bound. */
    boolean handOver(Sharer from, int linkIndex, InetAddress address) {
        boolean taken = false;
        for (Sharer sharer : sharers) {
            taken |= !sharer.equals(from) && sharer.takeOver(linkIndex, address);
        }
        return taken;
    }
}
