package dev.virtualip.agent.sim;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/** One link that all hosts are on: it loses, delays, doubles and reorders frames, and paths can be cut one way. */
final class VirtualLan {
    private record Path(Host from, Host to) {}

    private final Schedule schedule;
    private final SplittableRandom random;
    private final List<Host> hosts = new ArrayList<>();
    private final Set<Path> cut = new HashSet<>();
    private FaultModel faults = FaultModel.NONE;

    VirtualLan(Schedule schedule, SplittableRandom random) {
        this.schedule = schedule;
        this.random = random;
    }

    void attach(Host host) {
        hosts.add(host);
    }

    void setFaults(FaultModel model) {
        faults = model;
    }

    /** What the one says does not reach the other any more; the way back stays. */
    void cut(Host from, Host to) {
        cut.add(new Path(from, to));
    }

    void heal(Host from, Host to) {
        cut.remove(new Path(from, to));
    }

    void healAll() {
        cut.clear();
    }

    void send(Host from, Frame frame) {
        for (Host to : hosts) {
            if (to != from && !cut.contains(new Path(from, to)) && random.nextDouble() >= faults.loss()) {
                deliver(to, frame);
                if (random.nextDouble() < faults.duplication()) {
                    deliver(to, frame);
                }
            }
        }
    }

    private void deliver(Host to, Frame frame) {
        long delay = random.nextLong(faults.delayMinNanos(), faults.delayMaxNanos() + 1);
        schedule.after(delay, () -> to.receive(frame));
    }
}
