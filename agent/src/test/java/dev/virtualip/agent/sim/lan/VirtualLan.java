package dev.virtualip.agent.sim.lan;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/** One link with several stations: it loses, delays, duplicates and reorders frames, and paths can be cut one way. */
public final class VirtualLan {
    private record Path(Station from, Station to) {}

    private final Schedule schedule;
    private final SplittableRandom random;
    private final List<Station> stations = new ArrayList<>();
    private final Set<Path> cut = new HashSet<>();
    private FaultModel faults = FaultModel.NONE;

    /** A network card on the link. */
    public interface Station {
        /** A frame arrives. */
        void receive(Frame frame);
    }

    public VirtualLan(Schedule schedule, SplittableRandom random) {
        this.schedule = schedule;
        this.random = random;
    }

    public void attach(Station station) {
        stations.add(station);
    }

    void detach(Station station) {
        stations.remove(station);
    }

    public void setFaults(FaultModel model) {
        faults = model;
    }

    /** Frames of the first station no longer reach the second; the way back stays. */
    public void cut(Station from, Station to) {
        cut.add(new Path(from, to));
    }

    public void heal(Station from, Station to) {
        cut.remove(new Path(from, to));
    }

    public void healAll() {
        cut.clear();
    }

    public void send(Station from, Frame frame) {
        for (int i = 0; i < stations.size(); i++) {
            Station to = stations.get(i);
            boolean carried = !to.equals(from) && (cut.isEmpty() || !cut.contains(new Path(from, to)));
            if (carried && (faults.loss() == 0 || random.nextDouble() >= faults.loss())) {
                deliver(to, frame);
                if (faults.duplication() > 0 && random.nextDouble() < faults.duplication()) {
                    deliver(to, frame);
                }
            }
        }
    }

    private void deliver(Station to, Frame frame) {
        long delay = random.nextLong(faults.delayMinNanos(), faults.delayMaxNanos() + 1);
        schedule.after(delay, () -> to.receive(frame));
    }
}
