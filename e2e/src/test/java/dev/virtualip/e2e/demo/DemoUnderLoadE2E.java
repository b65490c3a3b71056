package dev.virtualip.e2e.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.testkit.lab.Lab;
import dev.virtualip.testkit.lab.LabSubnets;
import dev.virtualip.testkit.lab.RequiresLab;
import dev.virtualip.testkit.lab.Wait;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The demo on a machine that is busy: its view lives from before the first agent to the end, and addresses move. */
@RequiresLab
class DemoUnderLoadE2E {
    private static final int LOOPS = 3;
    /** The loops end by themselves if this program cannot end them. */
    private static final String LOOP = "end=$((SECONDS + 120)); while [ $SECONDS -lt $end ]; do :; done";

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final List<Process> loops = new ArrayList<>();

    @BeforeEach
    void startLoops() throws IOException {
        for (int i = 0; i < LOOPS; i++) {
            loops.add(new ProcessBuilder("bash", "-c", LOOP).start());
        }
    }

    @AfterEach
    void endLoops() {
        loops.forEach(Process::destroyForcibly);
    }

    @Test
    void addressFailsOverAndTheViewLivesUnderThreeBusyLoops() {
        AtomicInteger views = new AtomicInteger();
        try (Lab lab = Lab.start("DemoUnderLoadE2E", LabSubnets.EXAMPLE, "lb01", "lb02", "lb03", "client")) {
            List<DemoHost> hosts = StandaloneDemo.hosts(lab);
            DemoObserver observer = StandaloneDemo.observer(hosts);
            // Closing throws if the thread of the screen had ended by a failure.
            try (Screen screen = Screen.open(() -> {
                DemoSnapshot view = observer.look();
                views.incrementAndGet();
                return view;
            })) {
                Wait.until("a view without any agent", PATIENCE, () -> views.get() > 0);
                StandaloneScenario scenario = new StandaloneScenario(hosts, lab.host("client"), observer, screen);
                scenario.open();
                scenario.pullCable();
                int seen = views.get();
                Wait.until("a view after the failover", PATIENCE, () -> views.get() > seen);
            }
        }
        assertThat(loops).as("the load lasted").allMatch(Process::isAlive);
    }
}
