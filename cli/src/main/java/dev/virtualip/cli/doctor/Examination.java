package dev.virtualip.cli.doctor;

import dev.virtualip.cli.cluster.ClusterClient;
import dev.virtualip.cli.output.CommandFailedException;
import java.io.PrintWriter;
import java.util.List;

/** Runs the doctor for another command; the answers are reports to be written as data. */
public final class Examination {
    private Examination() {}

    /** Examines a cluster. */
    public static Object ofCluster(ClusterClient cluster, PrintWriter progress) throws CommandFailedException {
        ClusterDoctor.Request all = new ClusterDoctor.Request(List.of(), false, 0);
        return new ClusterDoctor(cluster, all, ClusterDoctor.Patience.USUAL, progress).run();
    }

    /** Examines this host, with the virtual routers of an agent. */
    public static Object ofHost(String agent) throws CommandFailedException {
        return new LocalDoctor(agent, null, null).run();
    }
}
