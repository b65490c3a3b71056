package dev.virtualip.agent.link;

import dev.virtualip.agent.netlink.BoundAddress;
import dev.virtualip.agent.netlink.SubnetRoute;
import java.util.List;

/** Adds addresses to interfaces and removes them, and sets the routes to their subnets. */
public interface KernelAddresses {

    /** The largest number of changes in one call: a turn of the loop must be short. */
    int CHANGES_MAX = 64;

    /** The kernel has done it. */
    int DONE = 0;

    /** EEXIST: the address is there already. */
    int EXISTS = 17;

    /** ENODEV: the interface is gone. */
    int NO_DEVICE = 19;

    /** EADDRNOTAVAIL: the address was not there. */
    int NOT_THERE = 99;

    /** A kind of change of an address. */
    enum Kind {
        /** Add it to the interface. */
        ADD,
        /** Give it its lifetime again; creates what is not there. */
        RENEW,
        /** Remove it. */
        REMOVE
    }

    /** One change. */
    record Change(Kind kind, BoundAddress bound) {}

    /** The result of a change: {@link #DONE} or an error number, with the kernel's own text. */
    record Outcome(int errno, String message) {}

    /** Carries out at most {@link #CHANGES_MAX} changes, and returns the outcome of each in the same order. */
    List<Outcome> apply(List<Change> changes);

    /** Sets a route to a subnet. */
    Outcome addRoute(SubnetRoute route);

    /** Removes a route to a subnet, if it is there and ours. */
    Outcome removeRoute(SubnetRoute route);

    /** Carries out any number of changes, whatever comes of them. */
    static void applyAll(KernelAddresses kernel, List<Change> changes) {
        for (int from = 0; from < changes.size(); from += CHANGES_MAX) {
            kernel.apply(changes.subList(from, Math.min(changes.size(), from + CHANGES_MAX)));
        }
    }
}
