package dev.virtualip.agent.link;

import dev.virtualip.agent.netlink.BoundAddress;
import dev.virtualip.agent.netlink.SubnetRoute;
import java.util.List;

/** The kernel, as far as addresses are put on interfaces and taken off, and the routes to their subnets. */
public interface KernelAddresses {

    /** How many changes one call carries at most: what the loop does at a stretch has a bound. */
    int CHANGES_MAX = 64;

    /** The kernel has done it. */
    int DONE = 0;

    /** EEXIST: the address is there already. */
    int EXISTS = 17;

    /** ENODEV: the interface is gone. */
    int NO_DEVICE = 19;

    /** EADDRNOTAVAIL: the address was not there. */
    int NOT_THERE = 99;

    /** What to do with an address. */
    enum Kind {
        /** Put it on the interface. */
        ADD,
        /** Give it its lifetime again; creates what is not there. */
        RENEW,
        /** Take it off. */
        REMOVE
    }

    /** One change. */
    record Change(Kind kind, BoundAddress bound) {}

    /** What came of it: {@link #DONE} or an error number, with the kernel's own words. */
    record Outcome(int errno, String message) {}

    /** Carries out at most {@link #CHANGES_MAX} changes, and tells the outcome of each in the same order. */
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
