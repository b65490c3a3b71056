package dev.virtualip.e2e.bench;

import dev.virtualip.e2e.bench.ServiceMeasurements.Created;
import dev.virtualip.e2e.bench.ServiceMeasurements.Dark;
import dev.virtualip.testkit.kernel.LabException;
import dev.virtualip.testkit.kubelets.KubeletCluster;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * Benchmark of Services of type LoadBalancer: ours on real kubelets, MetalLB in the same way where
 * {@code e2e/kubernetes/metallb/build.sh} has built it, and many at once on an API server, ours only.
 */
final class ServiceFigures {
    static final String GROUP = "services";

    private static final int CREATED = 50;
    private static final int CREATED_SHORT = 5;
    private static final int FAILURES = 5;
    private static final int MANY = 500;

    private ServiceFigures() {}

    /** Takes all values and prints them; says on stderr why not, where it cannot be done. */
    static void measure(Report report, boolean isShort) {
        report.percentiles("Services");
        burst(report);
        String missing = KubeletCluster.missing();
        if (missing.isEmpty()) {
            onKubelets(report, isShort, MeasuredLoadBalancer::ours);
            onKubelets(report, isShort, MetalLb::install);
        } else {
            System.err.println("left out: " + GROUP + " on kubelets: " + missing);
        }
    }

    private static void burst(Report report) {
        try (ServiceBurst burst = ServiceBurst.start(MANY)) {
            burst.measure().forEach((name, value) -> report.addOurs(GROUP, MANY + " at once: " + name, value));
        } catch (LabException e) {
            System.err.println("left out: %d %s: %s".formatted(MANY, GROUP, e.getMessage()));
        }
    }

    private static void onKubelets(
            Report report, boolean isShort, Function<KubeletCluster, MeasuredLoadBalancer> installation) {
        int failures = isShort ? 1 : FAILURES;
        try (ServiceMeasurements take = ServiceMeasurements.start(installation)) {
            List<Created> created = times(isShort ? CREATED_SHORT : CREATED, take::created);
            add(report, take.balancer(), "created to first echo, ms", created, Created::echoMillis);
            add(report, take.balancer(), "created to first page, ms", created, Created::pageMillis);
            dark(report, take.balancer(), "power cut", failures, take::nodeDies);
            dark(report, take.balancer(), "last endpoint killed", failures, take::lastEndpointDies);
            dark(report, take.balancer(), "last endpoint ends", failures, take::lastEndpointLeaves);
            dark(report, take.balancer(), "Pods rolled", failures, take::rolled);
            dark(report, take.balancer(), "drain", failures, take::drained);
        } catch (LabException e) {
            System.err.println("left out: " + GROUP + " on kubelets: " + e.getMessage());
        }
    }

    private static <T> List<T> times(int rounds, Supplier<T> measurement) {
        return Stream.generate(measurement).limit(rounds).toList();
    }

    /** Each round is bounded, and one that does not end is left out: the others are still taken. */
    private static void dark(
            Report report, MeasuredLoadBalancer whose, String what, int rounds, Supplier<Dark> measurement) {
        try {
            List<Dark> all = times(rounds, measurement);
            add(report, whose, what + ": no echo, ms", all, Dark::echoMillis);
            add(report, whose, what + ": no page, ms", all, Dark::pageMillis);
            add(report, whose, what + ": not connected", all, Dark::unconnected);
        } catch (LabException e) {
            System.err.println("left out: %s, %s: %s".formatted(what, whose.label(), e.getMessage()));
        }
    }

    private static <T> void add(
            Report report, MeasuredLoadBalancer whose, String name, List<T> all, ToDoubleFunction<T> value) {
        report.add(
                name + ", " + whose.label(),
                GROUP,
                new Figure.Values(all.stream().mapToDouble(value).boxed().toList()));
    }
}
