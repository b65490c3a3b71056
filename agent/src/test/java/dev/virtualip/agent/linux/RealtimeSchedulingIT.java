package dev.virtualip.agent.linux;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.testkit.junit.Prerequisite;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Real-time scheduling of this test's own virtual machine. */
final class RealtimeSchedulingIT {
    private static final String NAME = "vip-loop-under-test";
    private static final int PRIORITY = 2;
    private static final int PRIORITY_FIELD = 39;
    private static final int POLICY_FIELD = 40;

    @Test
    void loopAndTheVirtualMachineAreRaised() throws Exception {
        Prerequisite.requireRoot();
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        Thread loop = Thread.ofPlatform().name(NAME).start(() -> {
            running.countDown();
            awaitUninterruptibly(end);
        });
        try {
            running.await();
            RealtimeScheduling.Outcome outcome = RealtimeScheduling.raise(NAME, PRIORITY);
            assertThat(outcome.problem()).isEmpty();
            assertThat(outcome.raised()).contains(NAME.substring(0, 15), "VM Thread");
            for (Path task : tasks()) {
                boolean raised = outcome.raised()
                        .contains(Files.readString(task.resolve("comm")).strip());
                assertThat(schedule(task)).isEqualTo(raised ? "2/2" : "0/0");
            }
        } finally {
            end.countDown();
            loop.join();
        }
    }

    /** "policy/priority" from proc(5), whose second field, the name, may hold spaces. */
    private static String schedule(Path task) throws Exception {
        String stat = Files.readString(task.resolve("stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return fields[POLICY_FIELD - 2] + "/" + fields[PRIORITY_FIELD - 2];
    }

    private static List<Path> tasks() throws Exception {
        try (Stream<Path> tasks = Files.list(Path.of("/proc/self/task"))) {
            return tasks.toList();
        }
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
