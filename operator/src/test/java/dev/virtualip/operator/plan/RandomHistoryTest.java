package dev.virtualip.operator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.virtualip.crds.v1alpha1.ApiGroup;
import dev.virtualip.crds.v1alpha1.VirtualIPSpec;
import dev.virtualip.crds.v1alpha1.VirtualIPStatus.MovePhase;
import dev.virtualip.operator.plan.model.Plan;
import dev.virtualip.operator.plan.model.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Long histories of changes with agents and writes that lag behind: at every moment an address is in one virtual router
 * only, an ID belongs to one, and priorities differ; and when nothing changes any more, all comes to rest.
 */
class RandomHistoryTest {
    private static final int STEPS = 120;

    /** Seeds that once found a defect. */
    private static final int[] FOUND = {202, 234, 245, 348, 572, 765, 989, 997};

    /** Few in the build; {@code -Dhistories=1000} runs more. */
    static IntStream seeds() {
        return IntStream.concat(IntStream.of(FOUND), IntStream.rangeClosed(1, Integer.getInteger("histories", 8)))
                .distinct();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void nothingIsUsedAgainBeforeItIsReleased(int seed) {
        Random random = new Random(seed);
        MiniCluster cluster = MiniCluster.of(6);
        Changes changes = new Changes(cluster, random);
        List<String> history = new ArrayList<>();
        try {
            for (int step = 0; step < STEPS; step++) {
                history.add(changes.change());
                Plan plan = cluster.plan();
                Safety.check(plan);
                cluster.write(plan, some(cluster.hosts.keySet(), random));
                for (String name : some(cluster.hosts.keySet(), random)) {
                    cluster.host(name).carryOut();
                    Safety.check(cluster);
                }
                some(cluster.hosts.keySet(), random)
                        .forEach(name -> cluster.host(name).report(cluster));
                cluster.sleep(Duration.ofMillis(random.nextInt(20_000)));
            }
            changes.calm();
            cluster.settle();
            cluster.sleep(Duration.ofMinutes(10));
            Plan rest = cluster.settle();
            Safety.check(cluster);
            assertMoved(cluster, rest);
            rest.verdicts()
                    .forEach((name, verdict) -> assertThat(verdict.pending())
                            .as("what %s waits for in the end", name)
                            .isEmpty());
        } catch (AssertionError e) {
            throw new AssertionError(
                    "seed %d: %s after %s".formatted(seed, e.getMessage(), String.join("\n", history)), e);
        }
    }

    /** Each requested move is done, or refused with a reason; and no order to hand over is left. */
    private static void assertMoved(MiniCluster cluster, Plan rest) {
        cluster.virtualIPs.forEach((name, virtualIP) -> {
            String to = virtualIP.annotations().get(ApiGroup.MOVE_TO);
            if (to == null) {
                return;
            }
            Verdict.Move move = Objects.requireNonNull(
                    new Planned(rest).verdict(name).move(), () -> "the move of %s to %s".formatted(name, to));
            assertThat(move.phase())
                    .as("%s to %s: %s", name, to, move.message())
                    .isIn(MovePhase.DONE, MovePhase.REFUSED);
            assertThat(move.message()).isNotBlank();
        });
        rest.routers()
                .forEach((node, spec) -> assertThat(spec.virtualRouters())
                        .as("orders to hand over on %s", node)
                        .allMatch(router -> router.release() == null));
    }

    static Set<String> some(Set<String> names, Random random) {
        Set<String> chosen = new TreeSet<>();
        for (String name : names) {
            if (random.nextInt(3) > 0) {
                chosen.add(name);
            }
        }
        return chosen;
    }

    /** Makes changes. */
    static final class Changes {
        private final MiniCluster cluster;
        private final Random random;

        Changes(MiniCluster cluster, Random random) {
            this.cluster = cluster;
            this.random = random;
        }

        String change() {
            String name = "vip-" + random.nextInt(8);
            Host host = any();
            return switch (random.nextInt(13)) {
                case 0, 1, 2, 3 -> {
                    VirtualIPSpec spec = Specs.random(random);
                    cluster.put(name, spec);
                    yield "put " + name + " " + Specs.text(spec);
                }
                case 4 -> {
                    cluster.virtualIPs.remove(name);
                    yield "delete " + name;
                }
                case 5 -> {
                    host.attentive = !host.attentive;
                    yield host.name + (host.attentive ? " follows" : " is cut off");
                }
                case 6 -> {
                    host.ready = !host.ready;
                    host.readySince = cluster.now;
                    yield host.name + (host.ready ? " is ready" : " is not ready");
                }
                case 7 -> {
                    host.cordoned = !host.cordoned;
                    yield host.name + (host.cordoned ? " is cordoned" : " is uncordoned");
                }
                case 8 -> {
                    host.labels.put("rack", random.nextBoolean() ? "a" : "b");
                    yield host.name + " is moved to rack " + host.labels.get("rack");
                }
                case 9 -> {
                    host.maintenance = !host.maintenance;
                    yield host.name + (host.maintenance ? " is in maintenance" : " is out of maintenance");
                }
                case 10, 11 -> {
                    if (cluster.virtualIPs.containsKey(name)) {
                        cluster.moveTo(name, random.nextInt(4) == 0 ? null : host.name);
                    }
                    yield "move " + name + " to " + host.name;
                }
                default -> "nothing";
            };
        }

        /** All is well from now on. */
        void calm() {
            cluster.hosts.values().forEach(host -> {
                host.attentive = true;
                host.ready = true;
                host.cordoned = false;
                host.maintenance = false;
            });
        }

        private Host any() {
            List<Host> hosts = List.copyOf(cluster.hosts.values());
            return hosts.get(random.nextInt(hosts.size()));
        }
    }
}
